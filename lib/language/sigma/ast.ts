import type { SpanMicros } from '../../ir/index.ts';
import type { Severity, Span } from '../../rule/index.ts';
import type { YamlScalar } from '../text/index.ts';

/** One YAML document of Sigma: what it says, before any question of what it means. */
export type SigmaDocument = DetectionRule | CorrelationRule | FilterRule;

export interface RuleHead {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  /** Null where the rule names none. */
  readonly level: Severity | null;
  readonly author: string;
  readonly taxonomy: Taxonomy;
  readonly tags: readonly string[];
  /** Ids under `related`. */
  readonly related: readonly string[];
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly fields: readonly string[];
  /** What it means, and why the level is what it is: keys of weir's own. */
  readonly why: string;
  readonly levelReason: string;
  readonly triage: readonly string[];
  readonly response: readonly string[];
  /** `weir.entity` and `weir.suppress`: null where the rule leaves them to the default. */
  readonly entity: readonly string[] | null;
  readonly suppress: SuppressSetting | null;
  /** `weir.values`: what a placeholder stands for where weir.yml has no list of its name. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Where the rule begins, and its id or else its title: what is wrong with the whole is said there. */
  readonly span: Span;
}

/** Whose names the fields are. */
export type Taxonomy = 'sigma' | 'ecs';

export type SuppressSetting =
  | { readonly kind: 'off' }
  | { readonly kind: 'period'; readonly by: readonly string[]; readonly period: SpanMicros };

export interface LogSourceRef {
  /** '' where the rule leaves it out. */
  readonly product: string;
  readonly service: string;
  readonly category: string;
  readonly span: Span;
}

export interface DetectionRule {
  readonly kind: 'detection';
  readonly head: RuleHead;
  readonly logSource: LogSourceRef;
  readonly detection: DetectionSection;
}

export interface DetectionSection {
  readonly searches: readonly Search[];
  /** Several are alternatives. */
  readonly conditions: readonly ConditionLine[];
  /** Of the old aggregation (`| count() > 5`); null where there is none. */
  readonly timeframe: SpanMicros | null;
  readonly span: Span;
}

export interface Search {
  readonly name: string;
  readonly span: Span;
  readonly body: SearchBody;
}

export type SearchBody =
  | { readonly kind: 'all'; readonly of: readonly SearchItem[] }
  | { readonly kind: 'any'; readonly of: readonly SearchBody[] };

/** `field|modifier|modifier: values`. A keyword's field is ''. */
export interface SearchItem {
  readonly field: string;
  readonly modifiers: readonly NamedModifier[];
  readonly values: readonly YamlScalar[];
  /** Written as a list, even if of one. */
  readonly isList: boolean;
  readonly span: Span;
}

export interface NamedModifier {
  readonly name: string;
  readonly span: Span;
}

export interface ConditionLine {
  readonly condition: Condition;
  readonly aggregation: Aggregation | null;
  readonly span: Span;
}

export type Condition =
  | { readonly op: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: 'name'; readonly name: string; readonly span: Span }
  /** At least so many of the searches whose names fit; `them` is all that do not begin with `_`. */
  | { readonly op: 'of'; readonly least: number | 'all'; readonly pattern: string; readonly span: Span };

/** The aggregation that followed a pipe before correlations existed. */
export interface Aggregation {
  readonly function: 'count' | 'sum' | 'min' | 'max' | 'avg';
  /** '' for `count()`. */
  readonly field: string;
  /** '' where there is no `by`. */
  readonly by: string;
  readonly compare: CompareKey;
  readonly to: number;
}

export const compareKeys = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;
export type CompareKey = (typeof compareKeys)[number];

export const correlationTypes = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
] as const;
export type CorrelationType = (typeof correlationTypes)[number];

export interface CorrelationRule {
  readonly kind: 'correlation';
  readonly head: RuleHead;
  readonly type: CorrelationType;
  readonly rules: readonly Reference[];
  readonly groupBy: readonly GroupByField[];
  readonly timespan: SpanMicros;
  readonly condition: CorrelationCondition;
  readonly aliases: readonly Alias[];
  readonly generate: boolean;
}

/** A rule named by id or name. */
export interface Reference {
  readonly to: string;
  readonly span: Span;
}

export interface GroupByField {
  readonly field: string;
  readonly span: Span;
}

export type CorrelationCondition =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'limits';
      readonly limits: readonly { readonly compare: CompareKey; readonly to: number }[];
      readonly fields: readonly string[];
      /** For `value_percentile`; null where the rule leaves it out. */
      readonly percentile: number | null;
      readonly span: Span;
    }
  /** The extended temporal condition: a boolean expression over rule names. */
  | { readonly kind: 'expression'; readonly condition: Condition; readonly span: Span };

export interface Alias {
  readonly name: string;
  /** By rule, as the correlation names it. */
  readonly fields: readonly { readonly rule: string; readonly field: string; readonly span: Span }[];
  readonly span: Span;
}

export interface FilterRule {
  readonly kind: 'filter';
  readonly head: RuleHead;
  readonly logSource: LogSourceRef;
  /** `any` is every rule of the log source. */
  readonly rules: readonly Reference[] | 'any';
  readonly detection: DetectionSection;
}
