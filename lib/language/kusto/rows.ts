import type { Figure, JoinKind, NamedValue, Predicate, Relation } from '../../ir/index.ts';
import { columnValue } from './scope.ts';

/**
 * A relation with what is known of its columns. A table has whatever column is asked for, so that asking is what makes
 * a leg carry it: `has` may extend the relation, and relations are read only when the query is finished.
 */
export interface Rows {
  readonly relation: Relation;
  readonly has: (name: string) => boolean;
  /** All columns, where the query has named them all; null where it has not. */
  readonly names: () => readonly string[] | null;
}

export function legRows(leg: number, columns: string[]): Rows {
  return {
    relation: { rel: 'leg', leg, columns },
    has: name => {
      if (!columns.includes(name)) columns.push(name);
      return true;
    },
    names: () => null,
  };
}

export function whereRows(of: Rows, where: Predicate): Rows {
  return { ...of, relation: { rel: 'where', of: of.relation, where } };
}

export function extendRows(of: Rows, columns: readonly NamedValue[]): Rows {
  return {
    relation: { rel: 'extend', of: of.relation, columns },
    has: name => columns.some(column => column.name === name) || of.has(name),
    names: () => {
      const inner = of.names();
      return inner === null ? null : [...new Set([...inner, ...columns.map(({ name }) => name)])];
    },
  };
}

export function projectRows(of: Rows, columns: readonly NamedValue[]): Rows {
  return closed(
    { rel: 'project', of: of.relation, columns },
    columns.map(({ name }) => name),
  );
}

/** All columns but some. Of a table, the others are whatever is asked for later. */
export function withoutColumns(of: Rows, gone: (name: string) => boolean): Rows {
  const names = of.names();
  if (names === null) return { ...of, has: name => !gone(name) && of.has(name) };
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
  return {
    relation,
    has: name => left.has(name) || right.has(name) || isSecond(name, left, right),
    names: () => {
      const [own, other] = [left.names(), right.names()];
      if (own === null || other === null) return null;
      return [...own, ...other.map(name => (own.includes(name) ? `${name}1` : name))];
    },
  };
}

/** `X1`: the right's X where the left has one too. */
function isSecond(name: string, left: Rows, right: Rows): boolean {
  const first = name.endsWith('1') ? name.slice(0, -1) : '';
  return first !== '' && left.has(first) && right.has(first);
}

function closed(relation: Relation, names: readonly string[]): Rows {
  return { relation, has: name => names.includes(name), names: () => names };
}
