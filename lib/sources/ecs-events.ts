import { type JsonObject, type JsonValue, type LogEvent, type Micros, readPath } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { ecsLogSource } from './ecs-log-source.ts';
import { makeEvent } from './make-event.ts';
import type { SourceSettings } from './source.ts';
import { timeOf } from './time-of.ts';

/** Which fields say when, in which order and of what category; Elastic's EQL search names them the same. */
export interface EcsFields {
  readonly timestampField: string;
  /** Orders events of one time; null where there is none, and the order of the documents does. */
  readonly tiebreakerField: string | null;
  readonly eventCategoryField: string;
}

export const defaultEcsFields: EcsFields = {
  timestampField: '@timestamp',
  tiebreakerField: null,
  eventCategoryField: 'event.category',
};

/** JSON documents as events of the source `ecs`, read by the given fields. A log that is no JSON object gives none. */
export function ecsEvents(logs: readonly Log[], named: EcsFields, settings: SourceSettings): readonly LogEvent[] {
  const documents = logs.flatMap(log => (log.json === null ? [] : [{ log, json: log.json }]));
  const ranks = tieRanks(
    documents.map(({ json }) => json),
    named.tiebreakerField,
  );
  return documents.map(({ log, json }, position) => {
    const fields = withCategory(json, named.eventCategoryField);
    return makeEvent({
      source: 'ecs',
      log,
      settings,
      fields,
      time: namedTime(readPath(json, named.timestampField)),
      logSource: ecsLogSource(fields),
      id: `document-${String(position).padStart(9, '0')}`,
      sequence: ranks[position] ?? position,
    });
  });
}

/** Where the category stands under another name, it stands under its ECS name too. */
function withCategory(json: JsonObject, field: string): JsonObject {
  const category = field === 'event.category' ? undefined : readPath(json, field);
  return category === undefined ? json : { ...json, 'event.category': category };
}

/** Windows FILETIME counts tenths of microseconds since 1601. Between these bounds (1970 and 2100) it is meant. */
const fileTimeOf1970 = 116_444_736_000_000_000;
const fileTimeOf2100 = 157_469_184_000_000_000;

function namedTime(value: JsonValue | undefined): Micros | null {
  const isFileTime = typeof value === 'number' && value >= fileTimeOf1970 && value < fileTimeOf2100;
  if (isFileTime) return Math.round((value - fileTimeOf1970) / 10);
  if (typeof value === 'number' && value >= 0 && value < 1e8) return Math.round(value * 1000);
  return timeOf(value);
}

/** Places of the documents by their tiebreaker, numbers before text, then by their own order. */
function tieRanks(documents: readonly JsonObject[], field: string | null): readonly number[] {
  const keyed = documents.map((json, position) => ({
    position,
    tie: field === null ? undefined : readPath(json, field),
  }));
  const ranks: number[] = [];
  for (const [rank, { position }] of keyed
    .toSorted((a, b) => compareTies(a.tie, b.tie) || a.position - b.position)
    .entries()) {
    ranks[position] = rank;
  }
  return ranks;
}

function compareTies(a: JsonValue | undefined, b: JsonValue | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return kind(a) - kind(b);
}

/** A document without a tiebreaker comes after those that have one, as in Elasticsearch. */
function kind(tie: JsonValue | undefined): number {
  return typeof tie === 'number' ? 0 : typeof tie === 'string' ? 1 : 2;
}
