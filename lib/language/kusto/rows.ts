import type { Figure, JoinKind, NamedValue, Predicate, Relation } from '../../ir/index.ts';
import { type GivenTable, picked, summed } from './given-table.ts';
import { columnValue } from './scope.ts';

/**
 * A relation with what is known of its columns. A table has whatever column is asked for, so that asking is what makes
 * a leg carry it: `has` may extend the relation, and relations are read only when the query is finished.
 */
export interface Rows {
  readonly relation: Relation;
  readonly has: (name: string) => boolean;
  /** Is it known to be there, rather than asked for in the hope that it is? Asking this makes no leg carry it. */
  readonly declares: (name: string) => boolean;
  /** All columns, where the query has named them all; null where it has not. */
  readonly names: () => readonly string[] | null;
}

/** `declares`: the columns that the table is known for. */
export function legRows(leg: number, columns: string[], declares: (name: string) => boolean): Rows {
  return {
    relation: { rel: 'leg', leg, columns },
    declares: name => columns.includes(name) || declares(name),
    has: name => {
      if (!columns.includes(name)) columns.push(name);
      return true;
    },
    names: () => null,
  };
}

/** Rows that are known before any event is. */
export function tableRows(columns: readonly string[], rows: GivenTable['rows']): Rows {
  return closed({ rel: 'table', columns, rows }, columns);
}

export function whereRows(of: Rows, where: Predicate): Rows {
  return { ...of, relation: { rel: 'where', of: of.relation, where } };
}

export function extendRows(of: Rows, columns: readonly NamedValue[]): Rows {
  return {
    relation: { rel: 'extend', of: of.relation, columns },
    has: name => columns.some(column => column.name === name) || of.has(name),
    declares: name => columns.some(column => column.name === name) || of.declares(name),
    names: () => {
      const inner = of.names();
      return inner === null ? null : [...new Set([...inner, ...columns.map(({ name }) => name)])];
    },
  };
}

export function projectRows(of: Rows, columns: readonly NamedValue[]): Rows {
  const given = of.relation.rel === 'table' ? picked(of.relation, columns) : null;
  if (given !== null) return tableRows(given.columns, given.rows);
  return closed(
    { rel: 'project', of: of.relation, columns },
    columns.map(({ name }) => name),
  );
}

/** All columns but some. Of a table, the others are whatever is asked for later. */
export function withoutColumns(of: Rows, gone: (name: string) => boolean): Rows {
  const names = of.names();
  if (names === null) {
    return {
      ...of,
      has: name => !gone(name) && of.has(name),
      declares: name => !gone(name) && of.declares(name),
    };
  }
  return projectRows(
    of,
    names.filter(name => !gone(name)).map(name => ({ name, value: columnValue(name) })),
  );
}

/** `carriesAll`: a figure (arg_max of `*`) that brings every other column with it, each when it is asked for. */
export function summarizeRows(
  of: Rows,
  by: readonly NamedValue[],
  figures: readonly Figure[],
  carriesAll: ((name: string) => Figure) | null,
): Rows {
  const given = of.relation.rel === 'table' && carriesAll === null ? summed(of.relation, by, figures) : null;
  if (given !== null) return tableRows(given.columns, given.rows);
  const all = [...figures];
  const names = () => [...by.map(({ name }) => name), ...all.map(({ name }) => name)];
  return {
    relation: { rel: 'summarize', of: of.relation, by, figures: all },
    has: name => {
      if (names().includes(name)) return true;
      if (carriesAll === null || !of.has(name)) return false;
      all.push(carriesAll(name));
      return true;
    },
    declares: name => names().includes(name) || (carriesAll !== null && of.declares(name)),
    names: () => {
      if (carriesAll === null) return names();
      for (const name of of.names() ?? []) if (!names().includes(name)) all.push(carriesAll(name));
      return of.names() === null ? null : names();
    },
  };
}

export function unionRows(parts: readonly Rows[]): Rows {
  return {
    relation: { rel: 'union', of: parts.map(({ relation }) => relation) },
    has: name => parts.map(part => part.has(name)).includes(true),
    declares: name => parts.some(part => part.declares(name)),
    names: () => {
      const all = parts.map(part => part.names());
      return all.includes(null) ? null : [...new Set(all.flatMap(names => names ?? []))];
    },
  };
}

export function expandRows(of: Rows, columns: readonly NamedValue[]): Rows {
  return { ...extendRows(of, columns), relation: { rel: 'expand', of: of.relation, columns } };
}

export function sortedRows(of: Rows, by: Extract<Relation, { readonly rel: 'sort' }>['by'], take: number | null): Rows {
  return { ...of, relation: { rel: 'sort', of: of.relation, by, take } };
}

export function joinedRows(
  left: Rows,
  right: Rows,
  join: JoinKind,
  on: readonly { readonly left: string; readonly right: string }[],
): Rows {
  const relation: Relation = { rel: 'join', join, left: left.relation, right: right.relation, on };
  if (join === 'left-semi' || join === 'left-anti') return { ...left, relation };
  if (join === 'right-semi' || join === 'right-anti') return { ...right, relation };
  const undecided: NamedValue[] = [];
  const find = (name: string): boolean => {
    const first = firstOfSecond(name, left, right);
    if (undecided.some(column => column.name === name) || left.declares(name)) return left.has(name);
    if (right.declares(name)) return right.has(name);
    if (first !== null) return left.has(first) && right.has(first);
    const [own, other] = [left.has(name), right.has(name)];
    // Two tables that nobody has described: whichever has the column.
    if (own && other) undecided.push({ name, value: firstThere(name) });
    return own || other;
  };
  return {
    relation: { rel: 'extend', of: relation, columns: undecided },
    has: find,
    declares: name => left.declares(name) || right.declares(name) || firstOfSecond(name, left, right) !== null,
    names: () => {
      const [own, other] = [left.names(), right.names()];
      if (own === null || other === null) return null;
      return [...own, ...other.map(name => (own.includes(name) ? `${name}1` : name))];
    },
  };
}

/** Of `X1`, the right's X where the left has one too: X. */
function firstOfSecond(name: string, left: Rows, right: Rows): string | null {
  const first = name.endsWith('1') ? name.slice(0, -1) : '';
  return first !== '' && left.declares(first) && right.declares(first) ? first : null;
}

function firstThere(name: string): NamedValue['value'] {
  const [own, other] = [columnValue(name), columnValue(`${name}1`)];
  return { op: 'if', test: { op: 'exists', value: own, null: 'missing' }, then: own, else: other };
}

function closed(relation: Relation, names: readonly string[]): Rows {
  const has = (name: string) => names.includes(name);
  return { relation, has, declares: has, names: () => names };
}
