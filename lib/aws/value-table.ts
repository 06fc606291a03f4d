import type { JsonValue } from '../event/index.ts';

/**
 * A column in which values repeat: each distinct value once, and of each row which. The rows are 0 where there is but
 * one value, and 1 where no two rows have the same: both are frequent, and cost nothing then.
 */
export type ValueTable = readonly [values: readonly JsonValue[], rows: readonly number[] | 0 | 1];

export function tableOf(column: readonly JsonValue[]): ValueTable {
  const places = new Map<string, number>();
  const values: JsonValue[] = [];
  const rows = column.map(value => {
    const text = typeof value === 'string' ? `"${value}` : JSON.stringify(value);
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, values.length);
    return values.push(value) - 1;
  });
  if (values.length === 1) return [values, 0];
  return [values, values.length === column.length ? 1 : rows];
}

export function columnOf([values, rows]: ValueTable, length: number): readonly JsonValue[] {
  return Array.from({ length }, (_, row) => values[rows === 0 ? 0 : rows === 1 ? row : (rows[row] ?? 0)] ?? null);
}
