import type { FieldTable, JsonObject, LogEvent, LogSource, Micros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';

export interface Source {
  readonly name: string;
  readonly fields: FieldTable;
  /** Cheap and sure: false where in doubt, since the generic sources take what no other does. */
  readonly recognises: (log: Log) => boolean;
  /** What all its events declare. Set for sources that are known by how their records begin (openedBy in ../ingest). */
  readonly logSource?: LogSource;
  readonly parse: (log: Log, settings: SourceSettings) => Parsed;
  /** For sources whose logs may be several lines: is `next`, the line after it in the stream, a part of this log? */
  readonly continues?: (log: Log, next: Log) => boolean;
  /** Of parts one of which ends the event: has none gone to another batch? Left out, the end is enough. */
  readonly isWhole?: (parts: readonly Fragment[]) => boolean;
  /** For sources whose event spans several logs: a pure function of the parts, whatever their order. */
  readonly assemble?: (key: string, parts: readonly Fragment[], settings: SourceSettings) => readonly LogEvent[];
  /** For sources whose events explain one another: an auditd record names its parent by number only. */
  readonly context?: EventContext;
}

/**
 * What events know about each other. An event leaves facts under keys and is explained by the facts under the keys it
 * needs. Explaining is pure and does not care in which order facts and event came: a fact that comes after the event
 * explains it again, under the same id.
 */
export interface EventContext {
  readonly facts: (event: LogEvent) => readonly Fact[];
  readonly needs: (event: LogEvent) => readonly string[];
  readonly explain: (event: LogEvent, facts: readonly Fact[]) => LogEvent;
  /** How long a fact is kept after its time: what bounds the memory. */
  readonly kept: Micros;
}

export interface Fact {
  readonly key: string;
  /** Identifies the fact among those of its key. */
  readonly id: string;
  readonly time: Micros;
  readonly sequence: number;
  readonly content: JsonObject;
}

export type Parsed =
  | { readonly outcome: 'events'; readonly events: readonly LogEvent[] }
  | { readonly outcome: 'fragment'; readonly fragment: Fragment }
  /** Nothing that a rule could want (heartbeats). */
  | { readonly outcome: 'ignored' }
  | { readonly outcome: 'failed'; readonly reason: string };

/** A part of an event that spans several logs. */
export interface Fragment {
  readonly source: string;
  /** Parts with one key make one event: `host/serial`. */
  readonly key: string;
  /** Identifies this part among those of its key, so that a redelivered part is no second one. */
  readonly part: string;
  readonly log: Log;
  readonly content: JsonObject;
  /** True for the part that ends the event (auditd EOE). */
  readonly complete: boolean;
  /** When to evaluate the event with the parts at hand, if the rest never comes. */
  readonly deadline: Micros;
}

/** What the configuration tells the readers. */
export interface SourceSettings {
  readonly hosts: readonly HostEntry[];
  /** Format strings by source, where a source has any (`vpc-flow`). */
  readonly formats: Readonly<Record<string, string>>;
}

/** One machine under all its names (DESIGN §3, Host). */
export interface HostEntry {
  readonly id: string;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly interfaces: readonly string[];
}
