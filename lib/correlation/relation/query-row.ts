import type { JsonObject, JsonValue } from '../../event/index.ts';
import type { Predicate, Value } from '../../ir/index.ts';
import type { Hit } from '../hit.ts';

/** One row of a query on its way, with the hits that it was made of. */
export interface QueryRow {
  readonly columns: JsonObject;
  readonly hits: ReadonlySet<Hit>;
}

/** What the operators of a query need of the world. */
export interface QueryContext {
  /** Hits of the window by leg, in event order. */
  readonly legs: readonly (readonly Hit[])[];
  readonly holds: (predicate: Predicate, columns: JsonObject) => boolean;
  readonly valueOf: (value: Value, columns: JsonObject) => JsonValue | undefined;
}

/** A row without prototype, since columns are named by strangers. */
export function columnsOf(entries: Iterable<readonly [string, JsonValue]>): JsonObject {
  const columns: Record<string, JsonValue> = Object.create(null);
  for (const [name, value] of entries) columns[name] = value;
  return columns;
}

export function hitsOf(rows: readonly QueryRow[]): ReadonlySet<Hit> {
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) return only.hits;
  return new Set(rows.flatMap(row => [...row.hits]));
}
