import type { Span } from './diagnostic.ts';
import type { Severity } from './severity.ts';

/** `not-evaluable`: compiles, but no configured source supplies what it needs, or its kind cannot run on a stream. */
export type RuleStatus = 'ok' | 'error' | 'not-evaluable';

export interface RuleMeta {
  readonly id: string;
  /** A second name by which other rules may refer to it (Sigma `name`); '' where it has none. */
  readonly name: string;
  readonly title: string;
  /** May hold templates `{{ field }}`, rendered from the event. */
  readonly description: string;
  readonly severity: Severity;
  /** 0 to 100, where the author gave one (Elastic). */
  readonly riskScore?: number;
  /** `sigma`, `eql`, `kuery`, `secl`, `kusto`, `attack`. */
  readonly language: string;
  /** The author's maturity word (Sigma `status`: stable, test, experimental, …); '' where unknown. */
  readonly maturity: string;
  readonly author: string;
  readonly tags: readonly string[];
  readonly attack: AttackTags;
  /** Ids of rules that the author names as this one's kin (Sigma `related`): what claims to detect the same. */
  readonly related?: readonly string[];
  readonly guidance: Guidance;
  /** Where the rule stands, for error messages. */
  readonly span: Span;
}

export interface AttackTags {
  /** Tactic short names as ATT&CK spells them, `-` for spaces: `initial-access`. */
  readonly tactics: readonly string[];
  /** Technique ids: `T1213.006`. */
  readonly techniques: readonly string[];
}

/** What the person who gets the finding needs, beside what happened (`description`). Every text may hold templates `{{ field }}`. */
export interface Guidance {
  /** What this means for whoever owns the data; '' where the rule does not say. */
  readonly why: string;
  /** Why it is as severe as it is said to be, and not more or less; '' where the rule does not say. */
  readonly severityReason: string;
  readonly triage: readonly string[];
  readonly falsePositives: readonly string[];
  readonly response: readonly string[];
  readonly references: readonly string[];
}

/** Of rules whose language has no place for guidance. */
export const noGuidance: Guidance = {
  why: '',
  severityReason: '',
  triage: [],
  falsePositives: [],
  response: [],
  references: [],
};
