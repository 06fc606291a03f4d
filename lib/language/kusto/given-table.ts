import type { Figure, NamedValue, Relation } from '../../ir/index.ts';

/** Rows that the query itself or weir.yml spells out: the same whenever the query runs. */
export type GivenTable = Extract<Relation, { readonly rel: 'table' }>;

type Cell = GivenTable['rows'][number][number];

/** Columns that are only picked give rows as known as those; null where one is computed. */
export function picked({ columns, rows }: GivenTable, wanted: readonly NamedValue[]): GivenTable | null {
  const positions = wanted.map(({ value }) => positionOf(columns, value));
  if (positions.includes(-1)) return null;
  return {
    rel: 'table',
    columns: wanted.map(({ name }) => name),
    rows: rows.map(row => positions.map(position => row[position] ?? null)),
  };
}

/** `distinct`, and sets and lists of a whole column; null for every other summary, which is left to the run. */
export function summed(table: GivenTable, by: readonly NamedValue[], figures: readonly Figure[]): GivenTable | null {
  if (figures.length === 0) {
    const keys = picked(table, by);
    return keys === null ? null : { ...keys, rows: distinct(keys.rows) };
  }
  if (by.length > 0) return null;
  const cells = figures.map(figure => collected(table, figure));
  if (cells.includes(undefined)) return null;
  return { rel: 'table', columns: figures.map(({ name }) => name), rows: [cells.map(cell => cell ?? null)] };
}

function collected({ columns, rows }: GivenTable, { function: figure, of, where }: Figure): Cell | undefined {
  const [only, limit] = of;
  if (where.op !== 'always' || limit !== undefined || (figure !== 'set' && figure !== 'list')) return undefined;
  const position = only === undefined ? -1 : positionOf(columns, only);
  const found = rows.map(row => row[position] ?? null).filter(cell => cell !== null);
  if (position === -1 || found.some(Array.isArray)) return undefined;
  return figure === 'list' ? found : distinct(found);
}

function positionOf(columns: readonly string[], value: NamedValue['value']): number {
  return value.op === 'field' ? columns.indexOf(value.field.field) : -1;
}

function distinct<T extends Cell | readonly Cell[]>(values: readonly T[]): T[] {
  return [...new Map(values.map(value => [JSON.stringify(value), value])).values()];
}
