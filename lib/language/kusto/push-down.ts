import type { NamedValue, Predicate, Relation, Value } from '../../ir/index.ts';
import { readsTick, substitutePredicate, substituteValue } from './substitute.ts';
import type { Table } from './tables.ts';

/** A leg with all that can be said of one event alone moved into its selector. */
export interface PushedLeg {
  readonly table: Table;
  readonly where: readonly Predicate[];
  /** What the leg carries, in order. */
  readonly columns: readonly NamedValue[];
}

export interface Pushed {
  readonly relation: Relation;
  /** By leg number. */
  readonly legs: readonly PushedLeg[];
  /** The one leg that is the whole query, where no rows are ever put together. */
  readonly alone: PushedLeg | null;
}

/**
 * Moves filters and computed columns of a query from the rows into the events, as far as they look at one event only and
 * not at when the query runs. What is left computes with as few and as narrow rows as can be.
 */
export function pushDown(relation: Relation, tables: readonly Table[]): Pushed {
  const legs: PushedLeg[] = tables.map(table => ({ table, where: [table.where], columns: [] }));
  const eventwise = absorb(relation, tables);
  if (eventwise !== null) {
    const alone = legOf(eventwise);
    legs[eventwise.leg] = alone;
    return { relation: legRelation(eventwise.leg, alone), legs, alone };
  }
  return { relation: lower(relation, tables, legs), legs, alone: null };
}

/** Rows that are still events: each column is a value over the event. */
interface Eventwise {
  readonly leg: number;
  readonly table: Table;
  readonly where: readonly Predicate[];
  readonly columns: ReadonlyMap<string, Value>;
}

function absorb(relation: Relation, tables: readonly Table[]): Eventwise | null {
  switch (relation.rel) {
    case 'leg': {
      const table = tables[relation.leg];
      if (table === undefined) throw new Error(`no leg ${relation.leg}`);
      const columns = new Map(relation.columns.map(name => [name, table.column(name)]));
      return { leg: relation.leg, table, where: [table.where], columns };
    }
    case 'where': {
      const inner = absorb(relation.of, tables);
      if (inner === null || readsTick(relation.where)) return null;
      const where = substitutePredicate(relation.where, name => inner.columns.get(name));
      return { ...inner, where: [...inner.where, where] };
    }
    case 'extend':
    case 'project': {
      const inner = absorb(relation.of, tables);
      if (inner === null || readsTick(relation.columns)) return null;
      const columns = new Map(inner.columns);
      for (const { name, value } of relation.columns)
        columns.set(
          name,
          substituteValue(value, column => columns.get(column)),
        );
      if (relation.rel === 'extend') return { ...inner, columns };
      const kept = relation.columns.map(({ name }) => [name, columns.get(name)] as const);
      return { ...inner, columns: new Map(kept.filter((entry): entry is [string, Value] => entry[1] !== undefined)) };
    }
    default:
      return null;
  }
}

function lower(relation: Relation, tables: readonly Table[], legs: PushedLeg[]): Relation {
  const eventwise = absorb(relation, tables);
  if (eventwise !== null) {
    const leg = legOf(eventwise);
    legs[eventwise.leg] = leg;
    return legRelation(eventwise.leg, leg);
  }
  const inner = (of: Relation): Relation => lower(of, tables, legs);
  switch (relation.rel) {
    case 'leg':
      throw new Error('a leg alone is always event by event');
    case 'table':
      return relation;
    case 'union':
      return { ...relation, of: relation.of.map(inner) };
    case 'join':
      return { ...relation, left: inner(relation.left), right: inner(relation.right) };
    default:
      return { ...relation, of: inner(relation.of) };
  }
}

function legOf({ table, where, columns }: Eventwise): PushedLeg {
  return { table, where, columns: [...columns].map(([name, value]) => ({ name, value })) };
}

function legRelation(leg: number, { columns }: PushedLeg): Relation {
  return { rel: 'leg', leg, columns: columns.map(({ name }) => name) };
}
