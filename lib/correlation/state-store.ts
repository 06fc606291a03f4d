import type { JsonValue, Micros } from '../event/index.ts';
import type { Hit } from './hit.ts';

/**
 * Short-lived memory of hits. Implementations: memory (here) and DynamoDB (lib/aws); one contract suite holds both.
 *
 * Adding is a set union: repeating it, reordering it and running it twice at once change nothing. Of one event and leg
 * the greatest basis is kept, also where the leg is full. After `add` is acknowledged, every later `read` sees the hits,
 * whoever reads.
 */
export interface StateStore {
  readonly add: (bucket: BucketKey, hits: readonly Hit[], expiresAtSeconds: number) => Promise<void>;
  /** Strongly consistent. What has expired by `nowSeconds` is not there, whether or not it was deleted yet. */
  readonly read: (buckets: readonly BucketKey[], nowSeconds: number) => Promise<readonly BucketContents[]>;
  /** Some of a bucket's hits, the same ones each time, at most `most`: where a bounded cost matters more than all of them. */
  readonly sample: (bucket: BucketKey, nowSeconds: number, most: number) => Promise<BucketContents>;
  /** Remembers that findings were made from this bucket, so that a fuller view can retract them. */
  readonly mark: (bucket: BucketKey, findingIds: readonly string[], expiresAtSeconds: number) => Promise<void>;
  readonly schedule: (timer: Timer) => Promise<void>;
  /** Timers due at `now`, oldest first, at most `limit`. They stay until `done`. */
  readonly due: (now: Micros, limit: number) => Promise<readonly Timer[]>;
  readonly done: (timer: Timer) => Promise<void>;
}

/**
 * How many hits of one leg a bucket takes. Legs are capped one by one, so that a flood on one cannot hide another. Ten
 * thousand hits are a few hundred kilobytes: what one function can read within its time.
 */
export const defaultCapPerLeg = 10_000;

/** One rule version, one correlation key, one stretch of event time. */
export interface BucketKey {
  readonly rule: string;
  /** Hash of the rule's IR: two versions never share state. */
  readonly version: string;
  /** The correlation key's parts, in order. */
  readonly key: readonly JsonValue[];
  readonly start: Micros;
}

export interface BucketContents {
  readonly bucket: BucketKey;
  readonly hits: readonly Hit[];
  readonly findings: readonly string[];
  /** True where the bucket reached its cap: counts from it are lower bounds. */
  readonly capped: boolean;
}

/** Look again at this key when `dueAt` has come: a window will have closed. */
export interface Timer {
  readonly rule: string;
  readonly version: string;
  readonly key: readonly JsonValue[];
  /** The event time whose window closes. */
  readonly time: Micros;
  readonly dueAt: Micros;
}
