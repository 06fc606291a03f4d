import type { JsonValue, Micros } from '../event/index.ts';
import type { Hit } from './hit.ts';

/** What the hits of one key say should be found. The decision of the greatest basis stands. */
export interface Decision {
  /** Deterministic: never from a clock, a random number or an arrival. */
  readonly findingId: string;
  readonly rule: string;
  readonly key: readonly JsonValue[];
  /** What each part of `key` is called: `host.name`, `user`. */
  readonly keyNames: readonly string[];
  /** The distinct events of all qualifying windows, in event order. */
  readonly hits: readonly Hit[];
  /** Time of the earliest qualifying event: the time at which an outer rule of a chain sees this finding. */
  readonly qualifiedAt: Micros;
  readonly capped: boolean;
  /** True where the events came too late to be put beside others: what is said rests on this batch alone. */
  readonly late: boolean;
  /** False: what was found before is no longer so; retract it. */
  readonly holds: boolean;
  readonly basis: Basis;
  /** Event time after which no more hits are expected for this finding. */
  readonly closesAt: Micros;
  /** Figures of the last qualifying window, by measure name, for the finding's text. */
  readonly measures: Readonly<Record<string, JsonValue>>;
  /** By how many steps it is less severe than its rule; left out: by none. */
  readonly lower?: number;
  /** What could not be seen, in words. */
  readonly missing?: readonly string[];
}

/**
 * How much a decision has seen: distinct hits in the buckets it depends on (in a chain, with the bases they carry; where
 * a kind waits for windows to close, with how many have), then whether its last window has closed. Only ever grows.
 */
export interface Basis {
  readonly hits: number;
  readonly closed: boolean;
}
