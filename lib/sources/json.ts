import { type FieldTable, type JsonObject, type JsonValue, type Micros, readPath } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { commonFields } from './common-fields.ts';
import { at, firstOf } from './field-read.ts';
import { notOf, oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { timeOf } from './time-of.ts';

/** JSON objects that no other source recognises. They declare no log source, so no rule is kept from them. */
export const json: Source = {
  name: 'json',
  fields: fieldTable(),
  recognises: log => log.json !== null,
  parse,
};

function parse(log: Log, settings: SourceSettings): Parsed {
  const fields = log.json;
  if (fields === null) return notOf('json', log);
  return oneEvent({
    source: 'json',
    log,
    settings,
    fields,
    time: statedTime(fields),
    logSource: {},
    host: { name: hostName(fields) },
  });
}

/** The names under which applications and shippers put the time, most telling first. */
const TIME_NAMES = [
  '@timestamp',
  'timestamp',
  'time',
  'ts',
  'eventTime',
  'event_time',
  'TimeGenerated',
  'UtcTime',
  'datetime',
  'date',
  't',
  'event.created',
  'created_at',
  'requestReceivedTimestamp',
];

function statedTime(fields: JsonObject): Micros | null {
  for (const name of TIME_NAMES) {
    const time = timeOf(readPath(fields, name));
    if (time !== null) return time;
  }
  return null;
}

function hostName(fields: JsonObject): string {
  for (const name of ['host.name', 'hostname', 'host', 'Computer']) {
    const value: JsonValue | undefined = readPath(fields, name);
    if (typeof value === 'string') return value;
  }
  return '';
}

/** Whatever a record calls by an ECS name is taken at its word; nothing is made up. */
function fieldTable(): FieldTable {
  const { '@timestamp': time, 'event.ingested': ingested, ...rest } = commonFields('', '');
  const kept = Object.entries(rest).filter(([name]) => !name.startsWith('event.'));
  const named = kept.map(([name, read]) => [name, firstOf(inRecord(name), read)] as const);
  return {
    source: 'json',
    ecs: {
      ...Object.fromEntries(named),
      ...(time && { '@timestamp': time }),
      ...(ingested && { 'event.ingested': ingested }),
      message: firstOf(at('message'), at('msg'), at('log')),
    },
    vendorRoots: [[]],
    knowsVendorName: () => true,
    isEcs: true,
  };
}

function inRecord(name: string) {
  return { from: `\`${name}\``, read: (fields: JsonObject) => readPath(fields, name) };
}
