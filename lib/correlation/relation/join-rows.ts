import type { JsonValue } from '../../event/index.ts';
import type { Relation } from '../../ir/index.ts';
import { canonicalText } from '../finding-id.ts';
import { columnsOf, type QueryRow } from './query-row.ts';

type Join = Extract<Relation, { readonly rel: 'join' }>;

/** Rows on equal keys. A key with a null in it equals none. */
export function joinRows(join: Join, left: readonly QueryRow[], right: readonly QueryRow[]): readonly QueryRow[] {
  const leftKey = (row: QueryRow) =>
    keyOf(
      row,
      join.on.map(({ left: column }) => column),
    );
  const rightKey = (row: QueryRow) =>
    keyOf(
      row,
      join.on.map(({ right: column }) => column),
    );
  const lefts = byKey(left, leftKey);
  const rights = byKey(right, rightKey);
  const pairs = (rows: readonly QueryRow[]) => rows.flatMap(a => partners(a, leftKey, rights).map(b => merge(a, b)));
  const loneLefts = left.filter(row => partners(row, leftKey, rights).length === 0);
  const loneRights = right.filter(row => partners(row, rightKey, lefts).length === 0);
  switch (join.join) {
    case 'inner-unique':
      return pairs(left.filter(row => lefts.get(leftKey(row) ?? '')?.[0] === row));
    case 'inner':
      return pairs(left);
    case 'left-outer':
      return [...pairs(left), ...loneLefts];
    case 'right-outer':
      return [...pairs(left), ...loneRights];
    case 'full-outer':
      return [...pairs(left), ...loneLefts, ...loneRights];
    case 'left-semi':
      return left.flatMap(row => semi(row, partners(row, leftKey, rights)));
    case 'right-semi':
      return right.flatMap(row => semi(row, partners(row, rightKey, lefts)));
    case 'left-anti':
      return loneLefts;
    case 'right-anti':
      return loneRights;
    default:
      return join.join satisfies never;
  }
}

function keyOf(row: QueryRow, names: readonly string[]): string | null {
  const values = names.map((name): JsonValue => row.columns[name] ?? null);
  return values.includes(null) ? null : canonicalText(values);
}

function byKey(rows: readonly QueryRow[], key: (row: QueryRow) => string | null): ReadonlyMap<string, QueryRow[]> {
  const groups = new Map<string, QueryRow[]>();
  for (const row of rows) {
    const text = key(row);
    if (text === null) continue;
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [row]);
    else group.push(row);
  }
  return groups;
}

function partners(
  row: QueryRow,
  key: (row: QueryRow) => string | null,
  others: ReadonlyMap<string, readonly QueryRow[]>,
): readonly QueryRow[] {
  const text = key(row);
  return text === null ? [] : (others.get(text) ?? []);
}

/** The row itself; what made it count is part of what it was made of. */
function semi(row: QueryRow, found: readonly QueryRow[]): readonly QueryRow[] {
  const [first] = found;
  return first === undefined ? [] : [{ ...row, hits: new Set([...row.hits, ...first.hits]) }];
}

function merge(left: QueryRow, right: QueryRow): QueryRow {
  const renamed = Object.entries(right.columns).map(
    ([name, value]) => [Object.hasOwn(left.columns, name) ? `${name}1` : name, value] as const,
  );
  return {
    columns: columnsOf([...Object.entries(left.columns), ...renamed]),
    hits: new Set([...left.hits, ...right.hits]),
  };
}
