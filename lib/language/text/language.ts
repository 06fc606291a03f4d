import type { Rule } from '../../ir/index.ts';
import type { Diagnostic, RuleStatus } from '../../rule/index.ts';
import type { SupportTable } from './support.ts';

/** The door of every language room: `export const sigma: Language`. */
export interface Language {
  readonly name: string;
  /** Does this file hold rules of this language? By content, cheaply; at most one language says yes. */
  readonly recognises: (file: RuleFile) => boolean;
  /** All files of the language at once, since rules refer to each other. Never throws on any text. */
  readonly compile: (files: readonly RuleFile[], settings: CompileSettings) => readonly CompiledRule[];
  /** What of the language is understood, for docs/languages.md. */
  readonly support?: SupportTable;
  /** One bare query (`weir hunt`); null where the language has none. */
  readonly compileQuery: ((query: string, settings: CompileSettings) => CompiledRule) | null;
}

export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

export interface CompileSettings {
  /** `values` of weir.yml: placeholders, AllowedDBClients, watchlists. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Names of `windows` in weir.yml; left out: none. */
  readonly windows?: readonly string[];
  /** `tune.*.except`: Sigma filters by rule id, already parsed from YAML. */
  readonly exceptions: Readonly<Record<string, unknown>>;
  /**
   * Could any event carry this ECS field? Left out: every field could. Elastic calls the others unmapped: they are null,
   * even under `not`. A hunt knows from its events, a deployment from its sources.
   */
  readonly knowsField?: (name: string) => boolean;
  /** When `values` was read, ISO 8601: findings made from a list say how old it is. */
  readonly valuesReadAt?: string;
  /** Called for each file as it is taken up: thousands of rules take seconds, and a person may be waiting. */
  readonly takenUp?: () => void;
}

/**
 * One rule as found in a file, compiled or not. `rule` is null where `status` is `error`, and for what is no rule by
 * itself (a Sigma filter, which is `ok` and narrows other rules).
 */
export interface CompiledRule {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly path: string;
  readonly status: RuleStatus;
  readonly rule: Rule | null;
  readonly diagnostics: readonly Diagnostic[];
}
