import type { Detection, FirstSeenDetection } from '../../ir/index.ts';
import type { Severity } from '../../rule/index.ts';

/** An analytic that can be run: what weir ships for it, and the parameters that a site sets. */
export interface Template {
  readonly analytic: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  /** By ATT&CK's own names of the analytic's mutable elements. */
  readonly parameters: Readonly<Record<string, ParameterShape>>;
  readonly triage: readonly string[];
  readonly falsePositives: readonly string[];
  readonly build: (parameters: ParameterValues, settings: BuildSettings) => Detection;
  /** A second rule that makes no findings of its own, and that the detection feeds on. */
  readonly baseline?: (parameters: ParameterValues, settings: BuildSettings) => Baseline;
}

export interface Baseline {
  readonly id: string;
  readonly title: string;
  readonly detection: FirstSeenDetection;
}

export interface BuildSettings {
  readonly ruleId: string;
  /** Names of the calendar windows that weir.yml has. */
  readonly windows: ReadonlySet<string>;
}

export type ParameterShape =
  | { readonly kind: 'list'; readonly default: readonly string[]; readonly says: string }
  | { readonly kind: 'number'; readonly default: number; readonly says: string }
  | { readonly kind: 'span'; readonly default: number; readonly says: string };

export interface ParameterValues {
  readonly list: (name: string) => readonly string[];
  readonly number: (name: string) => number;
  /** Microseconds. */
  readonly span: (name: string) => number;
}
