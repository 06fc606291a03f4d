import type { JsonObject } from './json.ts';
import type { Host, LogEvent, LogSource, Origin } from './log-event.ts';
import type { Micros } from './micros.ts';

/** All of an event but its id, which `identify` works out. */
export interface EventParts {
  readonly identify: () => string;
  readonly time: Micros;
  readonly sequence: number;
  readonly arrival: Micros;
  readonly source: string;
  readonly logSource: LogSource;
  readonly fields: JsonObject;
  readonly text: string;
  readonly textHoldsFields: true | undefined;
  readonly origin: Origin;
  readonly host: Host | undefined;
}

/**
 * An event whose id is worked out when first asked for, and kept: most events match no rule, and to hash each of them
 * would cost a good part of what parsing does.
 */
export function readEvent(parts: EventParts): LogEvent {
  return new ReadEvent(parts);
}

/** The same event with something of it told otherwise. */
export function revised(event: LogEvent, changes: Partial<Omit<EventParts, 'identify'>>): LogEvent {
  const { time, sequence, arrival, source, logSource, fields, text, textHoldsFields, origin, host } = event;
  const before = { time, sequence, arrival, source, logSource, fields, text, textHoldsFields, origin, host };
  return new ReadEvent({ ...before, ...changes, identify: () => event.id });
}

class ReadEvent implements LogEvent {
  readonly time: Micros;
  readonly sequence: number;
  readonly arrival: Micros;
  readonly source: string;
  readonly logSource: LogSource;
  readonly fields: JsonObject;
  readonly text: string;
  readonly textHoldsFields: true | undefined;
  readonly origin: Origin;
  readonly host: Host | undefined;
  #identity: string | (() => string);

  constructor(parts: EventParts) {
    this.time = parts.time;
    this.sequence = parts.sequence;
    this.arrival = parts.arrival;
    this.source = parts.source;
    this.logSource = parts.logSource;
    this.fields = parts.fields;
    this.text = parts.text;
    this.textHoldsFields = parts.textHoldsFields;
    this.origin = parts.origin;
    this.host = parts.host;
    this.#identity = parts.identify;
  }

  get id(): string {
    if (typeof this.#identity !== 'string') this.#identity = this.#identity();
    return this.#identity;
  }

  /** As data, id included: events that wait for others are stored. */
  toJSON(): object {
    return Object.assign({ id: this.id }, this);
  }
}
