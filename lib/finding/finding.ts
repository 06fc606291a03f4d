import type { JsonObject } from '../event/index.ts';
import type { AttackTags, Severity } from '../rule/index.ts';

export type FindingState = 'active' | 'retracted';

/** The document that SNS subscribers get and `weir detect --format ndjson` prints; docs/finding.schema.json is its schema. */
export interface Finding {
  readonly schemaVersion: '1.0';
  readonly id: string;
  /** 1 for the first; every later one is greater. */
  readonly revision: number;
  readonly state: FindingState;
  /** The rule's id. */
  readonly rule: string;
  readonly title: string;
  readonly description: string;
  /** What it means for whoever owns the data; '' where the rule does not say. */
  readonly why: string;
  readonly severity: Severity;
  /** Why it is as severe as that; '' where the rule does not say. */
  readonly severityReason: string;
  readonly language: string;
  /** Evaluated, counted and stored, but never sent (`rules.staged` in weir.yml). */
  readonly staged: boolean;
  /** Distinct contributing events; a lower bound where `capped`. */
  readonly count: number;
  readonly capped: boolean;
  /** ISO 8601 UTC, event time. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Who or what it is about: `{"host": "db-3", "user": "deploy"}`. */
  readonly entity: Readonly<Record<string, string>>;
  /** Everybody and everything that was seen taking part, by kind; a newcomer notifies again. At most 50 of a kind. */
  readonly seen: Readonly<Record<string, readonly string[]>>;
  /** Where the events came from, not where weir runs. '' where unknown. */
  readonly account: string;
  readonly region: string;
  readonly sources: readonly string[];
  readonly attack: AttackTags;
  readonly evidence: readonly Evidence[];
  /** What could not be seen, in words: a leg without telemetry, an identity that could not be joined. */
  readonly missing: readonly string[];
  readonly triage: readonly string[];
  readonly falsePositives: readonly string[];
  readonly response: readonly string[];
  readonly references: readonly string[];
  /** Ids of the findings of the same rule and entity before this one. */
  readonly related: readonly string[];
  /** Measures and names for the text: `{"event_count": 12}`. */
  readonly details: JsonObject;
  /** Where the whole document lies when this one had to be cut to fit (`s3://…`); else ''. */
  readonly overflow: string;
  /** The command line only: where every contributing event stands. */
  readonly events?: readonly { readonly file: string; readonly line: number }[];
}

/** One contributing event, redacted. The first and the last in event order are always among them. */
export interface Evidence {
  readonly event: string;
  readonly time: string;
  readonly source: string;
  /** Leg of the rule that it satisfied; '' for single-event rules. */
  readonly leg: string;
  readonly logGroup: string;
  readonly logStream: string;
  /** ECS name to value, only what this event has and a person would want. Empty where the event is no longer at hand. */
  readonly fields: JsonObject;
}
