import type { JsonObject, Micros, Origin } from '../event/index.ts';

/** One log, decoded but not understood. */
export interface Log {
  /** The text as it arrived, without its line end. */
  readonly text: string;
  /** The text parsed, where it is a JSON object (also one that a shipper nested under `log` or `message`); else null. */
  readonly json: JsonObject | null;
  /** The outermost JSON object where a shipper or EventBridge wrapped the log; null where `json` is already that. */
  readonly envelope: JsonObject | null;
  /** CloudWatch's `logEvents[].id`; '' where there is none. */
  readonly cloudWatchId: string;
  /** CloudWatch's own stamp of the log event, for logs that say no time; null where there is none. */
  readonly timestamp: Micros | null;
  readonly arrival: Micros;
  readonly origin: Origin;
  /**
   * Tells this log from those that are otherwise the same: its number among the identical texts of its record, from 0.
   * In a file, its line does that. Two identical lines are two events, a record delivered again is none.
   */
  readonly ordinal: number;
  /**
   * Set where lines of one stream were looked at together (joinLines in ../sources): no later line of the stream is in
   * the record, so whether this log goes on in another record is not known.
   */
  readonly isLast?: boolean;
  /** Set: a log of this source that no rule wants (see Unread), so that its text was not parsed. */
  readonly unread?: string;
}

/** What became of one record. */
export type Decoded =
  | { readonly outcome: 'logs'; readonly logs: readonly Log[] }
  /** Nothing to look at by design (CloudWatch's CONTROL_MESSAGE). */
  | { readonly outcome: 'control' }
  | { readonly outcome: 'failed'; readonly reason: string };
