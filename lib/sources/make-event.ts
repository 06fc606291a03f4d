import { type JsonObject, type LogEvent, type LogSource, type Micros, readEvent } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { eventId } from './event-id.ts';
import { type HostClues, hostEntity } from './host-entity.ts';
import type { Parsed, SourceSettings } from './source.ts';

export interface EventFacts {
  readonly source: string;
  readonly log: Log;
  readonly settings: SourceSettings;
  readonly fields: JsonObject;
  /** By the event itself; null where it states none, and CloudWatch's stamp or the arrival must do. */
  readonly time: Micros | null;
  readonly logSource: LogSource;
  readonly host?: HostClues;
  /** The source's own identity, or how to work it out; '' or left out where it has none. */
  readonly id?: string | (() => string);
  readonly sequence?: number;
  readonly text?: string;
  /** The fields are the log's JSON, with nothing added but other names for its values. */
  readonly isItsJson?: true;
}

export function makeEvent(facts: EventFacts): LogEvent {
  const { source, log, settings, fields, logSource } = facts;
  const time = Number.isSafeInteger(facts.time) ? facts.time : null;
  const host = hostEntity(log, facts.host ?? {}, settings);
  return readEvent({
    identify: () => identityOf(facts, time),
    time: time ?? log.timestamp ?? log.arrival,
    sequence: facts.sequence ?? log.ordinal,
    arrival: log.arrival,
    source,
    logSource,
    fields,
    text: facts.text ?? log.text,
    textHoldsFields: holdsFields(facts) || undefined,
    origin: log.origin,
    host,
  });
}

function identityOf({ source, log, id = '' }: EventFacts, time: Micros | null): string {
  const own = typeof id === 'string' ? id : id();
  return own === '' ? eventId(source, log, time === null ? '' : String(time)) : `${source}:${own}`;
}

/** Only where the text itself was parsed: a shipper's wrapping may have spelt it once more. */
function holdsFields({ log, fields, text, isItsJson }: EventFacts): boolean {
  return (
    text === undefined && log.envelope === null && log.json !== null && (fields === log.json || isItsJson === true)
  );
}

/** The common case: one log, one event. */
export function oneEvent(facts: EventFacts): Parsed {
  return { outcome: 'events', events: [makeEvent(facts)] };
}

/** The log cannot be read as the source that it was said to be. */
export function notOf(source: string, log: Log): Parsed {
  return { outcome: 'failed', reason: `not a ${source} log: ${excerpt(log.text)}` };
}

function excerpt(text: string): string {
  return text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH)}…`;
}

/** Enough to find the line by, too little to fill a log with. */
const EXCERPT_LENGTH = 80;
