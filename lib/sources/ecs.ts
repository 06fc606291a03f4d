import { type FieldTable, isObject, type JsonObject, type JsonValue, readPath } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { commonFields } from './common-fields.ts';
import { ecsLogSource } from './ecs-log-source.ts';
import { hashOf } from './event-id.ts';
import { at, firstOf } from './field-read.ts';
import { notOf, oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { timeOf } from './time-of.ts';

/** Documents that speak ECS already: Beats, Elastic Agent, OpenTelemetry's ECS mode, or an index exported as JSON. */
export const ecs: Source = {
  name: 'ecs',
  fields: fieldTable(),
  recognises: ({ json }) => json !== null && isEcsDocument(json),
  parse,
};

/** A time under its ECS name and one more field set of ECS: either alone is too common. */
function isEcsDocument(json: JsonObject): boolean {
  if (!Object.hasOwn(json, '@timestamp')) return false;
  if (isObject(json.ecs) || Object.hasOwn(json, 'ecs.version') || isObject(json.event)) return true;
  return (
    Object.keys(json).some(name => /^(?:event|process|host|user|source|destination|file|winlog)\.\w/.test(name)) ||
    [json.process, json.winlog, json.agent, json.host].some(isObject)
  );
}

function parse(log: Log, settings: SourceSettings): Parsed {
  const fields = log.json;
  if (fields === null) return notOf('ecs', log);
  const time = timeOf(fields['@timestamp']);
  return oneEvent({
    source: 'ecs',
    log,
    settings,
    fields,
    time,
    logSource: ecsLogSource(fields),
    host: {
      id: text(readPath(fields, 'host.id')),
      name: text(readPath(fields, 'host.name') ?? readPath(fields, 'host.hostname')),
    },
    id: () => ownId(fields, time),
  });
}

/** `event.id` is unique within its dataset only. */
function ownId(fields: JsonObject, time: number | null): string {
  const id = readPath(fields, 'event.id');
  if (typeof id !== 'string' || id === '') return '';
  return hashOf([id, text(readPath(fields, 'event.dataset')), text(readPath(fields, 'event.action')), String(time)]);
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function fieldTable(): FieldTable {
  const { '@timestamp': time, 'event.ingested': ingested, ...common } = commonFields('', '');
  const filledIn = ['host.id', 'host.name', 'cloud.account.id', 'cloud.region', 'event.original'] as const;
  const own = Object.fromEntries(
    filledIn.flatMap(name => {
      const fallback = common[name];
      return fallback === undefined ? [] : [[name, firstOf(inDocument(name), fallback)]];
    }),
  );
  return {
    source: 'ecs',
    ecs: {
      ...own,
      ...(time && { '@timestamp': firstOf(at('@timestamp'), time) }),
      ...(ingested && { 'event.ingested': firstOf(inDocument('event.ingested'), ingested) }),
    },
    vendorRoots: [[]],
    knowsVendorName: name => /^[a-z@_]/.test(name),
    isEcs: true,
  };
}

function inDocument(name: string) {
  return { from: `\`${name}\``, read: (fields: JsonObject) => readPath(fields, name) };
}
