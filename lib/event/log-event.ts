import type { JsonObject } from './json.ts';
import type { Micros } from './micros.ts';

/**
 * One event that a rule can look at: a parsed log with its identity, time and origin. An abstract class for the type
 * checker's sake alone: it refuses `{ ...event }`, which would lose an id that is worked out when asked for (see
 * `revised`). Any object with these properties is one.
 */
export abstract class LogEvent {
  /** Stable over redelivery, re-batching and replay; never made from a clock or a random number. */
  abstract get id(): string;
  /** When it happened, by the event itself. */
  abstract readonly time: Micros;
  /** The source's own order among events of equal time (auditd's serial, a line's ordinal); 0 where it has none. */
  abstract readonly sequence: number;
  /** When it reached us (Firehose's stamp, kept by redrive). Lateness is `arrival - time`. */
  abstract readonly arrival: Micros;
  /** Name of the source in lib/sources that read it: `falco`, `cloudtrail`, … */
  abstract readonly source: string;
  abstract readonly logSource: LogSource;
  /** The record as its vendor names things, untouched. Field tables map ECS names onto it. */
  abstract readonly fields: JsonObject;
  /** The log as text, for keyword searches. */
  abstract readonly text: string;
  /**
   * Set: what any string in `fields` holds stands in `text` too, spelt as JSON spells it, so that a keyword which is not in
   * the text is nowhere. Left out where fields were taken out of a wrapping or made up.
   */
  abstract readonly textHoldsFields?: true | undefined;
  abstract readonly origin: Origin;
  /** The machine it happened on, as ECS `host.id` and `host.name` give it; left out where nothing tells. */
  abstract readonly host?: Host | undefined;
}

/** One machine (DESIGN §3, Host). '' is unknown. */
export interface Host {
  readonly id: string;
  readonly name: string;
}

/**
 * What the event declares about its log source, in Sigma's terms (specification, "Log Source").
 * `undefined` is "not declared", which excludes no rule; an empty list of categories is "none of them", which does.
 */
export interface LogSource {
  readonly product?: string;
  readonly service?: string;
  readonly categories?: readonly string[];
}

/** Where the log lay. Empty strings and zeros are "unknown". */
export interface Origin {
  readonly account: string;
  readonly region: string;
  readonly logGroup: string;
  readonly logStream: string;
  /** A file given to the command line, and the 1-based line at which the event begins. */
  readonly file: string;
  readonly line: number;
  /** Every line (1-based) that the event was made of, where there are several. */
  readonly lines?: readonly number[];
  /** The Firehose record it came in: `recordId` of its batch. */
  readonly recordId: string;
}
