import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Hit } from '../../../lib/correlation/index.ts';
import { runRelation } from '../../../lib/correlation/relation/run-relation.ts';
import {
  createContext,
  emptySettings,
  evaluatePredicate,
  evaluateValue,
  recordRow,
} from '../../../lib/engine/index.ts';
import type { JsonObject, JsonValue } from '../../../lib/event/index.ts';
import type { Predicate, Relation, Value } from '../../../lib/ir/index.ts';
import { lowerWhole } from '../../../lib/language/kusto/compile-detection.ts';
import { partitionsOf } from '../../../lib/language/kusto/partition.ts';
import { pushDown } from '../../../lib/language/kusto/push-down.ts';

/** What a query is made of; every step leaves the columns a and n. */
const step = fc.constantFrom(
  'where n > 1',
  'where a == "x" or n == 0',
  'extend n = n + 1',
  'extend a = strcat(a, "!")',
  'extend b = a | where b != "y"',
  'project n, a',
  'summarize n = count() by a',
  'summarize n = max(n) by a | where n > 1',
  'distinct a, n',
  'where ago(1h) < now() and n < 4',
  'join kind=inner (U | where n > 0 | project a, m = n) on a | project a, n = n + m',
  'join kind=leftanti (U | where n > 2) on a',
  'join kind=leftsemi (datatable(a: string) ["x", "z"]) on a',
  'union (U | where n == 2)',
  'where a in ((U | project a))',
);
const query = fc.array(step, { minLength: 1, maxLength: 4 }).map(steps => ['T', ...steps].join(' | '));
const event = fc.record(
  { Type: fc.constantFrom('T', 'U'), a: fc.constantFrom('x', 'y', 'z'), n: fc.nat(3) },
  { requiredKeys: ['Type', 'n'] },
);

const context = createContext(emptySettings);
const holds = (predicate: Predicate, columns: JsonObject) => evaluatePredicate(predicate, recordRow(columns), context);
const evaluate = (value: Value, columns: JsonObject) => evaluateValue(value, recordRow(columns), context);
const tick = { $tick: 7_200_000_000 };

interface Leg {
  readonly where: readonly Predicate[];
  readonly values: readonly Value[];
}

/** The rows, as texts in no order. */
function rowsOf(relation: Relation, legs: readonly Leg[], events: readonly JsonObject[]): readonly string[] {
  const hits = legs.map(({ where, values }, leg) =>
    events.flatMap((fields, at): Hit[] =>
      where.every(predicate => holds(predicate, fields))
        ? [
            hit(
              leg,
              at,
              values.map(value => evaluate(value, fields) ?? null),
            ),
          ]
        : [],
    ),
  );
  const rows = runRelation(relation, {
    legs: hits,
    holds: (predicate, columns) => holds(predicate, { ...columns, ...tick }),
    valueOf: (value, columns) => evaluate(value, { ...columns, ...tick }),
  });
  return rows.map(({ columns: { a = null, n = null } }) => JSON.stringify([a, n])).sort();
}

function hit(leg: number, at: number, values: readonly JsonValue[]): Hit {
  return { time: at, sequence: 0, event: String(at), leg, values, basis: 0, retracted: false };
}

it('what is moved into the events changes no row, nor does keeping the events of each part apart', () => {
  let found = 0;
  let parted = 0;
  fc.assert(
    fc.property(query, fc.array(event, { maxLength: 10 }), (text, events) => {
      const { rows, tables } = lowerWhole(text, { periodMicros: 3_600_000_000 }, { values: {}, exceptions: {} });
      expect([rows.has('a'), rows.has('n')]).toEqual([true, true]);
      const whole = tables.map((table, leg): Leg => {
        const columns = columnsOfLeg(rows.relation, leg);
        return { where: [table.where], values: columns.map(table.column) };
      });
      const expected = rowsOf(rows.relation, whole, events);
      const { relation, legs } = pushDown(rows.relation, tables);
      const moved = legs.map(({ where, columns }): Leg => ({ where, values: columns.map(({ value }) => value) }));
      expect(rowsOf(relation, moved, events), text).toEqual(expected);
      found += expected.length;

      const [part] = partitionsOf(relation).filter(({ origins }) => origins.size === legs.length);
      if (part === undefined) return;
      parted += 1;
      const keyOf = (fields: JsonObject, leg: number) => {
        const value = legs[leg]?.columns.find(({ name }) => name === part.origins.get(leg))?.value;
        return JSON.stringify(value === undefined ? null : (evaluate(value, fields) ?? null));
      };
      const keys = new Set(events.flatMap(fields => legs.map((_, leg) => keyOf(fields, leg))));
      const parts = [...keys].flatMap(key => {
        const own = moved.map(({ where, values }, leg): Leg => ({ where: [...where, ofKey(key, leg)], values }));
        return rowsOf(relation, own, events);
        function ofKey(wanted: string, leg: number): Predicate {
          const value = legs[leg]?.columns.find(({ name }) => name === part?.origins.get(leg))?.value;
          if (value === undefined) return { op: 'never' };
          const parsed: JsonValue = JSON.parse(wanted);
          if (parsed === null) return { op: 'not', of: { op: 'exists', value, null: 'missing' } };
          const same: Value = { op: 'call', function: 'equals', args: [value, { op: 'constant', value: parsed }] };
          return { op: 'test', value: same, test: { is: 'boolean', to: true }, members: 'whole' };
        }
      });
      expect([...parts].sort(), `${text} by ${part.name}`).toEqual(expected);
    }),
    { numRuns: 200 },
  );
  // Agreement on nothing alone, or about nothing, would show little.
  expect([found > 200, parted > 50]).toEqual([true, true]);
});

function columnsOfLeg(relation: Relation, leg: number): readonly string[] {
  switch (relation.rel) {
    case 'leg':
      return relation.leg === leg ? relation.columns : [];
    case 'table':
      return [];
    case 'union':
      return relation.of.flatMap(part => columnsOfLeg(part, leg));
    case 'join':
      return [...columnsOfLeg(relation.left, leg), ...columnsOfLeg(relation.right, leg)];
    default:
      return columnsOfLeg(relation.of, leg);
  }
}
