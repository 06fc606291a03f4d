import type { JsonValue, Micros } from '../event/index.ts';
import type { Hit } from './hit.ts';

/** What the hits of one key say should be found. The decision of the greatest basis stands. */
export interface Decision {
  /** Deterministic: never from a clock, a random number or an arrival. */
  readonly findingId: string;
  readonly rule: string;
  readonly key: readonly JsonValue[];
  /** The distinct events of all qualifying windows, in event order. */
  readonly hits: readonly Hit[];
  readonly capped: boolean;
  /** False: what was found before is no longer so; retract it. */
  readonly holds: boolean;
  readonly basis: Basis;
  /** Event time after which no more hits are expected for this finding. */
  readonly closesAt: Micros;
  /** Figures of the last qualifying window, by measure name, for the finding's text. */
  readonly measures: Readonly<Record<string, JsonValue>>;
}

/** How much a decision has seen: distinct hits in the buckets it depends on, then whether its window has closed. */
export interface Basis {
  readonly hits: number;
  readonly closed: boolean;
}
