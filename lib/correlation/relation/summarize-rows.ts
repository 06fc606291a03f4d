import type { JsonValue } from '../../event/index.ts';
import type { Figure, Relation } from '../../ir/index.ts';
import { canonicalText } from '../finding-id.ts';
import { figureOf } from './figure-of.ts';
import { columnsOf, hitsOf, type QueryContext, type QueryRow } from './query-row.ts';

/** One row per group, in the order in which groups begin. Nulls group together. */
export function summarizeRows(
  { by, figures }: Extract<Relation, { readonly rel: 'summarize' }>,
  rows: readonly QueryRow[],
  context: QueryContext,
): readonly QueryRow[] {
  const groups = new Map<
    string,
    { readonly key: readonly (readonly [string, JsonValue])[]; readonly rows: QueryRow[] }
  >();
  for (const row of rows) {
    const key = by.map(({ name, value }) => [name, context.valueOf(value, row.columns) ?? null] as const);
    const text = canonicalText(key.map(([, value]) => value));
    const group = groups.get(text);
    if (group === undefined) groups.set(text, { key, rows: [row] });
    else group.rows.push(row);
  }
  if (groups.size === 0 && by.length === 0) groups.set('', { key: [], rows: [] });
  return [...groups.values()].map(group => ({
    columns: columnsOf([
      ...group.key,
      ...figures.map(figure => [figure.name, measure(figure, group.rows, context)] as const),
    ]),
    hits: hitsOf(group.rows),
  }));
}

function measure(figure: Figure, rows: readonly QueryRow[], context: QueryContext): JsonValue {
  const counted = figure.where.op === 'always' ? rows : rows.filter(row => context.holds(figure.where, row.columns));
  const tuples = counted.map(row => figure.of.map(value => context.valueOf(value, row.columns) ?? null));
  return figureOf(figure.function, tuples);
}
