import { isObject, type JsonValue } from '../../event/index.ts';
import type { NamedValue, Relation } from '../../ir/index.ts';
import { joinRows } from './join-rows.ts';
import { columnsOf, type QueryContext, type QueryRow } from './query-row.ts';
import { sortRows } from './sort-rows.ts';
import { summarizeRows } from './summarize-rows.ts';

/** What a query gives over the hits of one window. The order of rows follows from the order of hits alone. */
export function runRelation(relation: Relation, context: QueryContext): readonly QueryRow[] {
  switch (relation.rel) {
    case 'leg':
      return (context.legs[relation.leg] ?? []).map(hit => ({
        columns: columnsOf(relation.columns.map((name, position) => [name, hit.values[position] ?? null])),
        hits: new Set([hit]),
      }));
    case 'table':
      return relation.rows.map(row => ({
        columns: columnsOf(relation.columns.map((name, position) => [name, row[position] ?? null])),
        hits: new Set(),
      }));
    case 'where':
      return runRelation(relation.of, context).filter(row => context.holds(relation.where, row.columns));
    case 'extend':
      return runRelation(relation.of, context).map(row => extend(row, relation.columns, context));
    case 'project':
      return runRelation(relation.of, context).map(row => project(row, relation.columns, context));
    case 'summarize':
      return summarizeRows(relation, runRelation(relation.of, context), context);
    case 'union':
      return relation.of.flatMap(part => runRelation(part, context));
    case 'join':
      return joinRows(relation, runRelation(relation.left, context), runRelation(relation.right, context));
    case 'expand':
      return runRelation(relation.of, context).flatMap(row => expand(row, relation.columns, context));
    case 'sort':
      return sortRows(relation, runRelation(relation.of, context), context);
    default:
      return relation satisfies never;
  }
}

function extend(row: QueryRow, added: readonly NamedValue[], context: QueryContext): QueryRow {
  let columns = row.columns;
  for (const { name, value } of added) {
    const found = context.valueOf(value, columns) ?? null;
    columns = columnsOf([...Object.entries(columns), [name, found]]);
  }
  return { ...row, columns };
}

function project(row: QueryRow, wanted: readonly NamedValue[], context: QueryContext): QueryRow {
  const columns = columnsOf(wanted.map(({ name, value }) => [name, context.valueOf(value, row.columns) ?? null]));
  return { ...row, columns };
}

/** Several columns are opened side by side, the shorter ones filled up with null. */
function expand(row: QueryRow, opened: readonly NamedValue[], context: QueryContext): QueryRow[] {
  const members = opened.map(({ name, value }) => ({ name, members: membersOf(context.valueOf(value, row.columns)) }));
  const length = Math.max(...members.map(column => column.members.length));
  return Array.from({ length }, (_, at) => ({
    ...row,
    columns: columnsOf([
      ...Object.entries(row.columns),
      ...members.map((column): [string, JsonValue] => [column.name, column.members[at] ?? null]),
    ]),
  }));
}

function membersOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(value)) return value;
  if (isObject(value)) return Object.entries(value).map(([name, member]) => columnsOf([[name, member]]));
  return value === undefined || value === null ? [] : [value];
}
