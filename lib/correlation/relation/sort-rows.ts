import type { JsonValue } from '../../event/index.ts';
import type { Relation } from '../../ir/index.ts';
import type { QueryContext, QueryRow } from './query-row.ts';

/** Sorted, equal rows in their old order; nulls come last in ascending and first in descending order, as Kusto has it. */
export function sortRows(
  { by, take }: Extract<Relation, { readonly rel: 'sort' }>,
  rows: readonly QueryRow[],
  context: QueryContext,
): readonly QueryRow[] {
  const keyed = rows.map(row => ({ row, keys: by.map(({ value }) => context.valueOf(value, row.columns) ?? null) }));
  keyed.sort((a, b) => {
    for (const [at, { descending }] of by.entries()) {
      const order = compareValues(a.keys[at] ?? null, b.keys[at] ?? null);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  const sorted = keyed.map(({ row }) => row);
  return take === null ? sorted : sorted.slice(0, take);
}

/** Numbers, then texts, then the rest by its JSON, then null. */
export function compareValues(a: JsonValue, b: JsonValue): number {
  const order = rank(a) - rank(b);
  if (order !== 0) return order;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [spell(a), spell(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function rank(value: JsonValue): number {
  if (typeof value === 'number') return 0;
  if (typeof value === 'string') return 1;
  return value === null ? 3 : 2;
}

function spell(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
