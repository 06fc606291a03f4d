import { describe, expect, it } from 'vitest';
import {
  type Predicate,
  printPredicate,
  printRule,
  printTest,
  printValue,
  type Rule,
  type Test,
  type Value,
} from '../../lib/ir/index.ts';
import { noGuidance } from '../../lib/rule/index.ts';

const field = (name: string, ...ecs: readonly string[]): Value => ({
  op: 'field',
  field: {
    field: name,
    names: [{ space: 'vendor', name }, ...ecs.map(each => ({ space: 'ecs' as const, name: each }))],
  },
});
const equal = (text: string): Test => ({ is: 'equal', texts: [text], case: 'insensitive', asText: 'scalars' });
const test = (name: string, text: string): Predicate => ({
  op: 'test',
  value: field(name),
  test: equal(text),
  members: 'any',
});

describe('a test prints everything that it says', () => {
  it.each<{ test: Test; is: string }>([
    { test: equal('a'), is: 'is~ "a"' },
    {
      test: { is: 'equal', texts: ['a', 'b'], case: 'sensitive', asText: 'strings' },
      is: 'is any of ("a", "b") [strings]',
    },
    { test: { is: 'contains', text: 'a"b', case: 'insensitive', asText: 'json' }, is: 'contains~ "a\\"b" [json]' },
    { test: { is: 'term', text: 'a', case: 'insensitive', asText: 'strings' }, is: 'has term~ "a" [strings]' },
    {
      test: {
        is: 'like',
        parts: [
          { part: 'any-run' },
          { part: 'literal', text: 'x' },
          { part: 'any-one' },
          { part: 'one-of', characters: '-/' },
          { part: 'segment-run' },
        ],
        case: 'sensitive',
        asText: 'scalars',
      },
      is: 'like * "x" ? [-/] */',
    },
    {
      test: { is: 'regex', pattern: 'a.b', flags: 'is', asText: 'scalars', literals: ['a'], engine: 'linear' },
      is: 'matches /a.b/is on linear engine needing "a"',
    },
    { test: { is: 'cidr', networks: ['10.0.0.0/8'] }, is: 'in network "10.0.0.0/8"' },
    { test: { is: 'number', compare: '>=', to: 5, numericText: true }, is: '>= 5 [numeric text]' },
    { test: { is: 'boolean', to: false }, is: 'is false' },
    { test: { is: 'null' }, is: 'is null' },
    { test: { is: 'listed', list: 'servers', how: 'like', case: 'insensitive' }, is: 'listed like~ in "servers"' },
  ])('$is', ({ test: given, is }) => expect(printTest(given)).toBe(is));
});

describe('a predicate prints one idea per line', () => {
  it.each<{ name: string; predicate: Predicate; is: string }>([
    {
      name: 'nesting is indentation',
      predicate: { op: 'all', of: [test('A', 'a'), { op: 'any', of: [test('B', 'b'), test('C', 'c')] }] },
      is: 'all\n  A is~ "a"\n  any\n    B is~ "b"\n    C is~ "c"',
    },
    { name: 'a short not stands before its part', predicate: { op: 'not', of: test('A', 'a') }, is: 'not A is~ "a"' },
    {
      name: 'a long one above it',
      predicate: { op: 'not', of: { op: 'any', of: [test('A', 'a')] } },
      is: 'not\n  any\n    A is~ "a"',
    },
    { name: 'nothing to choose from', predicate: { op: 'any', of: [] }, is: 'any of nothing' },
    {
      name: 'every member',
      predicate: { op: 'test', value: field('A'), test: equal('a'), members: 'every' },
      is: 'every A is~ "a"',
    },
    { name: 'presence', predicate: { op: 'exists', value: field('A'), null: 'counts' }, is: 'A exists or is null' },
    {
      name: 'two values',
      predicate: { op: 'compare', left: field('A'), compare: 'ends', right: field('B'), case: 'sensitive' },
      is: 'A ends B',
    },
    { name: 'keywords', predicate: { op: 'keyword', test: equal('a') }, is: 'anything is~ "a"' },
    {
      name: 'one same member',
      predicate: { op: 'some-member', array: { field: 'L', names: [] }, where: test('A', 'a') },
      is: 'some member of L\n  A is~ "a"',
    },
    {
      name: 'fields by wildcard',
      predicate: { op: 'any-field', pattern: 'process.*', test: equal('a') },
      is: 'any field "process.*" is~ "a"',
    },
    {
      name: 'calendar windows',
      predicate: { op: 'in-window', window: 'backup', time: { op: 'event', what: 'time' } },
      is: '@time in window "backup"',
    },
    { name: 'a name that is no word is quoted', predicate: test('a b', 'x'), is: '"a b" is~ "x"' },
  ])('$name', ({ predicate, is }) => expect(printPredicate(predicate)).toBe(is));
});

it('a value prints on one line, predicates inside included', () => {
  const value: Value = {
    op: 'if',
    test: { op: 'all', of: [test('A', 'a'), { op: 'not', of: test('B', 'b') }] },
    then: { op: 'call', function: 'length', args: [field('C')] },
    else: { op: 'first-of', values: [field('D'), { op: 'constant', value: [1, null] }] },
  };
  expect(printValue(value)).toBe('if(all(A is~ "a"; not(B is~ "b")), length(C), first-of(D, [1,null]))');
});

it('a rule prints its detection, how findings merge, and what its fields resolve to', () => {
  const rule: Rule = {
    meta: {
      id: 'r',
      name: 'n',
      title: '',
      description: '',
      severity: 'high',
      language: 'sigma',
      maturity: '',
      author: '',
      tags: [],
      attack: { tactics: [], techniques: [] },
      guidance: noGuidance,
      span: { path: '', line: 1, column: 1, endLine: 1, endColumn: 1 },
    },
    detection: {
      kind: 'sequence',
      steps: [
        {
          name: 's1',
          from: { kind: 'events', route: [{ product: 'linux', sources: ['falco', 'auditd'] }], where: test('A', 'a') },
          key: [],
          values: [],
          missing: false,
          runs: 3,
        },
        {
          name: 's2',
          from: { kind: 'rule', rule: 'other' },
          key: [{ name: 'user', value: field('User', 'user.name'), missing: 'null' }],
          values: [field('B')],
          missing: true,
          runs: 1,
        },
      ],
      until: null,
      maxSpan: 90_000_000,
    },
    suppression: {
      kind: 'period',
      by: [{ name: 'user', value: field('User', 'user.name'), missing: 'null' }],
      period: 3_600_000_000,
    },
    emits: false,
  };
  expect(printRule(rule)).toBe(`rule r (n) high
  sequence within 90s
    step 3 times s1
      events of product linux and sources falco|auditd
        A is~ "a"
    missing step s2
      findings of rule other
      by user = User, missing ones together
      value 0 = B
suppress per user = User and 1h
feeds other rules only
fields
  A = A
  B = B
  User = User, ecs user.name`);
});
