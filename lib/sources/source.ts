import type { FieldTable, JsonObject, LogEvent, Micros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';

export interface Source {
  readonly name: string;
  readonly fields: FieldTable;
  /** Cheap and sure: false where in doubt, since the generic sources take what no other does. */
  readonly recognises: (log: Log) => boolean;
  readonly parse: (log: Log, settings: SourceSettings) => Parsed;
  /** Of parts one of which ends the event: has none gone to another batch? Left out, the end is enough. */
  readonly isWhole?: (parts: readonly Fragment[]) => boolean;
  /** For sources whose event spans several logs: a pure function of the parts, whatever their order. */
  readonly assemble?: (key: string, parts: readonly Fragment[], settings: SourceSettings) => readonly LogEvent[];
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
