import { describe, expect, it } from 'vitest';
import { createContext, emptySettings, evaluatePredicate, recordRow } from '../../lib/engine/index.ts';
import type { JsonObject, JsonValue } from '../../lib/event/index.ts';
import type { Predicate, Test } from '../../lib/ir/index.ts';

const context = createContext({ ...emptySettings, values: { wild: ['a*c', 'x\\*'], nets: ['10.0.0.0/8'] } });

const text = { case: 'insensitive', asText: 'scalars' } as const;
const like = (...parts: Extract<Test, { is: 'like' }>['parts']): Test => ({ is: 'like', parts, ...text });
const literal = (text: string) => ({ part: 'literal', text }) as const;
const run = { part: 'any-run' } as const;

const cases: readonly {
  readonly name: string;
  readonly test: Test;
  readonly yes: JsonValue[];
  readonly no: JsonValue[];
}[] = [
  {
    name: 'equal as scalars takes numbers',
    test: { is: 'equal', texts: ['4625'], ...text },
    yes: [4625, '4625'],
    no: [null, [], {}],
  },
  {
    name: 'equal as strings does not',
    test: { is: 'equal', texts: ['1'], case: 'sensitive', asText: 'strings' },
    yes: ['1'],
    no: [1],
  },
  {
    name: 'contains as JSON looks into objects',
    test: { is: 'contains', text: '"A":1', case: 'insensitive', asText: 'json' },
    yes: [{ a: 1 }],
    no: ['a'],
  },
  {
    name: 'case-insensitive is Unicode',
    test: { is: 'starts', text: 'ΣΑΣ', ...text },
    yes: ['σας!', 'ΣΑς'],
    no: ['σα'],
  },
  {
    name: 'term is bounded',
    test: { is: 'term', text: 'cat', ...text },
    yes: ['a CAT.', 'cat'],
    no: ['concat', 'cats', 'cát'],
  },
  {
    name: 'term with a bound of its own',
    test: { is: 'term', text: '-x', ...text },
    yes: ['a-x', '-x b'],
    no: ['-xy'],
  },
  {
    name: 'any-run crosses slashes',
    test: like(literal('/a'), run, literal('.sh')),
    yes: ['/A/b/c.sh', '/a.sh'],
    no: ['/a.shx'],
  },
  {
    name: 'segment-run does not',
    test: like(literal('/a/'), { part: 'segment-run' }, literal('.sh')),
    yes: ['/a/b.sh'],
    no: ['/a/b/c.sh'],
  },
  {
    name: 'any-one is one code point',
    test: like(literal('a'), { part: 'any-one' }, literal('b')),
    yes: ['axb', 'a😀b'],
    no: ['ab', 'axxb'],
  },
  {
    name: 'one-of is one of its characters',
    test: like({ part: 'one-of', characters: '-–' }, literal('x')),
    yes: ['-x', '–X'],
    no: ['/x', 'x'],
  },
  {
    name: 'cidr reads mapped addresses',
    test: { is: 'cidr', networks: ['10.1.2.3/8', '2001:db8::/33'] },
    yes: ['10.9.9.9', '::ffff:10.0.0.1', '2001:db8::1'],
    no: ['11.0.0.1', '2001:db8:8000::1', 10, '10.1'],
  },
  {
    name: 'number, text that spells one',
    test: { is: 'number', compare: '>=', to: 5, numericText: true },
    yes: [5, '5.0', ' 6e0 '],
    no: [4, '', 'x', true, '0x9'],
  },
  {
    name: 'number is not text',
    test: { is: 'number', compare: '!=', to: 5, numericText: false },
    yes: [4],
    no: [5, '4', null],
  },
  { name: 'boolean', test: { is: 'boolean', to: true }, yes: [true], no: ['true', 1, false] },
  { name: 'null', test: { is: 'null' }, yes: [null], no: ['', 0, false] },
  {
    name: 'regex is unanchored and cased',
    test: { is: 'regex', pattern: 'b\\d', flags: '', asText: 'scalars', literals: [], engine: 'linear' },
    yes: ['ab1'],
    no: ['B1'],
  },
  {
    name: 'listed, wildcards',
    test: { is: 'listed', list: 'wild', how: 'like', case: 'insensitive' },
    yes: ['ABBC', 'x*'],
    no: ['xy', 'ab'],
  },
  {
    name: 'listed, networks',
    test: { is: 'listed', list: 'nets', how: 'cidr', case: 'sensitive' },
    yes: ['10.1.1.1'],
    no: ['9.1.1.1'],
  },
  {
    name: 'a list that is not configured is empty',
    test: { is: 'listed', list: 'toString', how: 'equal', case: 'sensitive' },
    yes: [],
    no: ['a'],
  },
];

const field = { op: 'field', field: { field: 'f', names: [{ space: 'vendor', name: 'f' }] } } as const;
const asks = (test: Test, members: 'any' | 'every' | 'whole'): Predicate => ({
  op: 'test',
  value: field,
  test,
  members,
});

describe('a test of one value', () => {
  it.each(cases)('$name', ({ test, yes, no }) => {
    const found = (value: JsonValue) => evaluatePredicate(asks(test, 'whole'), recordRow({ f: value }), context);
    expect(yes.filter(value => !found(value))).toEqual([]);
    expect(no.filter(found)).toEqual([]);
  });
});

describe('members of an array', () => {
  const isA: Test = { is: 'equal', texts: ['a'], case: 'sensitive', asText: 'strings' };
  it.each([
    { members: 'any', value: ['b', ['a']], expected: true },
    { members: 'any', value: [], expected: false },
    { members: 'every', value: ['a', ['a']], expected: true },
    { members: 'every', value: ['a', 'b'], expected: false },
    { members: 'every', value: [], expected: true },
    { members: 'whole', value: ['a'], expected: false },
    { members: 'every', value: undefined, expected: false },
  ] as const)('$members of $value', ({ members, value, expected }) => {
    const record: JsonObject = value === undefined ? {} : { f: value as JsonValue };
    expect(evaluatePredicate(asks(isA, members), recordRow(record), context)).toBe(expected);
  });
});
