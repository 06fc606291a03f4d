import { ecsRead, type JsonValue, type LogEvent } from '../../lib/event/index.ts';
import { decodeRecord, defaultLimits, type Log } from '../../lib/ingest/index.ts';
import { defaultSettings, fieldTables, readLog, type SourceSettings } from '../../lib/sources/index.ts';

/** The logs of a record that holds this. */
export function logsOf(input: string | object): readonly Log[] {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const context = { arrival: 9_000_000, recordId: 'r', account: '111111111111', region: 'eu-west-1' };
  const decoded = decodeRecord(Buffer.from(text), context, defaultLimits);
  if (decoded.outcome !== 'logs') throw new Error(`no logs: ${JSON.stringify(decoded)}`);
  return decoded.logs;
}

/** The events of logs that each give theirs at once. */
export function eventsOf(input: string | object, settings: SourceSettings = defaultSettings, forced = ''): LogEvent[] {
  return logsOf(input).flatMap(log => {
    const { parsed } = readLog(log, settings, forced);
    if (parsed.outcome !== 'events') throw new Error(`no events: ${JSON.stringify(parsed)}`);
    return [...parsed.events];
  });
}

export function eventOf(input: string | object, settings: SourceSettings = defaultSettings): LogEvent {
  const [event] = eventsOf(input, settings);
  if (event === undefined) throw new Error('no event');
  return event;
}

/** The value of an ECS field, as a rule would see it; null where it is missing. */
export function ecsOf(event: LogEvent, name: string): JsonValue {
  const table = fieldTables[event.source];
  return (table && ecsRead(table, name)?.read(event.fields, event)) ?? null;
}

/** Several ECS fields, in the order asked for. */
export function pick(event: LogEvent, ...names: readonly string[]): Record<string, JsonValue> {
  return Object.fromEntries(names.map(name => [name, ecsOf(event, name)]));
}
