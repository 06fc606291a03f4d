import { describe, expect, it } from 'vitest';
import type { Hit } from '../../../lib/correlation/index.ts';
import { runRelation } from '../../../lib/correlation/relation/run-relation.ts';
import {
  createContext,
  emptySettings,
  evaluatePredicate,
  evaluateValue,
  recordRow,
} from '../../../lib/engine/index.ts';
import type { JsonValue } from '../../../lib/event/index.ts';
import type {
  Figure,
  FigureFunction,
  JoinKind,
  NamedValue,
  Predicate,
  Relation,
  Value,
} from '../../../lib/ir/index.ts';

const evaluation = createContext(emptySettings);
const context = {
  legs: [
    hits(0, [
      ['ann', 5],
      ['bob', 7],
      ['ann', 9],
      [null, 1],
    ]),
    hits(1, [
      ['ann', 'x'],
      ['cid', 'y'],
      ['ann', 'z'],
    ]),
  ],
  holds: (predicate: Predicate, columns: Record<string, JsonValue>) =>
    evaluatePredicate(predicate, recordRow(columns), evaluation),
  valueOf: (value: Value, columns: Record<string, JsonValue>) => evaluateValue(value, recordRow(columns), evaluation),
};
const left: Relation = { rel: 'leg', leg: 0, columns: ['user', 'n'] };
const right: Relation = { rel: 'leg', leg: 1, columns: ['user', 'what'] };
const everything: Predicate = { op: 'always' };

describe('each operator gives the rows that Kusto gives', () => {
  it.each([
    { name: 'where', relation: { rel: 'where', of: left, where: above('n', 5) }, rows: ['bob 7', 'ann 9'] },
    {
      name: 'extend sees what stands before it',
      relation: {
        rel: 'extend',
        of: { rel: 'where', of: left, where: above('n', 7) },
        columns: [plus('m', 'n', 1), plus('k', 'm', 1)],
      },
      rows: ['ann 9 10 11'],
    },
    {
      name: 'extend replaces',
      relation: { rel: 'extend', of: { rel: 'where', of: left, where: above('n', 7) }, columns: [plus('n', 'n', 1)] },
      rows: ['ann 10'],
    },
    { name: 'project', relation: { rel: 'project', of: left, columns: [column('n')] }, rows: ['5', '7', '9', '1'] },
    {
      name: 'summarize by',
      relation: { rel: 'summarize', of: left, by: [column('user')], figures: [figure('count'), figure('max', 'n')] },
      rows: ['ann 2 9', 'bob 1 7', 'null 1 1'],
    },
    {
      name: 'summarize by nothing',
      relation: {
        rel: 'summarize',
        of: left,
        by: [],
        figures: [figure('sum', 'n'), figure('distinct', 'user'), figure('average', 'n')],
      },
      rows: ['22 2 5.5'],
    },
    {
      name: 'summarize of nothing by nothing is one row',
      relation: {
        rel: 'summarize',
        of: { rel: 'where', of: left, where: above('n', 99) },
        by: [],
        figures: [figure('count')],
      },
      rows: ['0'],
    },
    {
      name: 'arg_max',
      relation: {
        rel: 'summarize',
        of: left,
        by: [],
        figures: [figure('at-max', 'user', 'n'), figure('at-min', 'user', 'n')],
      },
      rows: ['ann null'],
    },
    {
      name: 'set and list',
      relation: { rel: 'summarize', of: left, by: [], figures: [figure('set', 'user'), figure('list', 'user')] },
      rows: ['["ann","bob"] ["ann","bob","ann"]'],
    },
    {
      name: 'deviation of a sample',
      relation: {
        rel: 'summarize',
        of: { rel: 'where', of: left, where: above('n', 4) },
        by: [],
        figures: [figure('deviation', 'n')],
      },
      rows: ['2'],
    },
    { name: 'join keeps one left per key', relation: join('inner-unique'), rows: ['ann 5 ann x', 'ann 5 ann z'] },
    { name: 'inner join', relation: join('inner'), rows: ['ann 5 ann x', 'ann 5 ann z', 'ann 9 ann x', 'ann 9 ann z'] },
    {
      name: 'outer join',
      relation: join('left-outer'),
      rows: ['ann 5 ann x', 'ann 5 ann z', 'ann 9 ann x', 'ann 9 ann z', 'bob 7', 'null 1'],
    },
    { name: 'semi join', relation: join('left-semi'), rows: ['ann 5', 'ann 9'] },
    {
      name: 'anti joins',
      relation: { rel: 'union', of: [join('left-anti'), join('right-anti')] },
      rows: ['bob 7', 'null 1', 'cid y'],
    },
    {
      name: 'sort, nulls last',
      relation: {
        rel: 'sort',
        of: left,
        by: [
          { value: field('user'), descending: false },
          { value: field('n'), descending: true },
        ],
        take: null,
      },
      rows: ['ann 9', 'ann 5', 'bob 7', 'null 1'],
    },
    {
      name: 'top',
      relation: { rel: 'sort', of: left, by: [{ value: field('n'), descending: true }], take: 1 },
      rows: ['ann 9'],
    },
    {
      name: 'expand',
      relation: {
        rel: 'expand',
        of: { rel: 'summarize', of: left, by: [], figures: [figure('set', 'user')] },
        columns: [{ name: 'each', value: field('set') }],
      },
      rows: ['["ann","bob"] ann', '["ann","bob"] bob'],
    },
  ] satisfies { name: string; relation: Relation; rows: string[] }[])('$name', ({ relation, rows }) => {
    const found = runRelation(relation, context);
    expect(found.map(row => Object.values(row.columns).map(show).join(' '))).toEqual(rows);
  });

  it('every row knows the events that it was made of', () => {
    const [row] = runRelation({ rel: 'summarize', of: join('inner'), by: [column('user')], figures: [] }, context);
    expect([...(row?.hits ?? [])].map(hit => hit.event).sort()).toEqual(['0/0', '0/2', '1/0', '1/2']);
  });
});

function hits(leg: number, rows: readonly (readonly JsonValue[])[]): Hit[] {
  return rows.map((values, at) => ({
    time: at,
    sequence: 0,
    event: `${leg}/${at}`,
    leg,
    values,
    basis: 0,
    retracted: false,
  }));
}

function field(name: string): Value {
  return { op: 'field', field: { field: name, names: [{ space: 'vendor', name }] } };
}

function column(name: string): NamedValue {
  return { name, value: field(name) };
}

function plus(name: string, of: string, add: number): NamedValue {
  return { name, value: { op: 'call', function: 'add', args: [field(of), { op: 'constant', value: add }] } };
}

function above(name: string, to: number): Predicate {
  return {
    op: 'test',
    value: field(name),
    test: { is: 'number', compare: '>', to, numericText: false },
    members: 'any',
  };
}

function figure(name: FigureFunction, ...of: readonly string[]): Figure {
  return { name, function: name, of: of.map(field), where: everything };
}

function join(kind: JoinKind): Relation {
  return { rel: 'join', join: kind, left, right, on: [{ left: 'user', right: 'user' }] };
}

function show(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
