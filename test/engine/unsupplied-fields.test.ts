import { describe, expect, it } from 'vitest';
import { unsuppliedFields } from '../../lib/engine/index.ts';
import { anyEventOf, type EventKind } from '../../lib/event/index.ts';
import type { Input, Predicate, Rule } from '../../lib/ir/index.ts';
import { ruleOf, single } from './rule.ts';

const kind = (source: string, ...names: readonly string[]): EventKind =>
  anyEventOf({
    source,
    ecs: Object.fromEntries(names.map(name => [name, { from: name, read: () => undefined }])),
    vendorRoots: [[]],
    knowsVendorName: name => names.includes(name),
    isEcs: false,
  });
const kinds = [kind('one', 'a', 'b'), kind('two', 'b')];

const has = (name: string): Predicate => ({
  op: 'test',
  value: { op: 'field', field: { field: name, names: [{ space: 'ecs', name }] } },
  test: { is: 'contains', text: 'x', case: 'insensitive', asText: 'scalars' },
  members: 'any',
});
const not = (of: Predicate): Predicate => ({ op: 'not', of });
const all = (...of: Predicate[]): Predicate => ({ op: 'all', of });
const any = (...of: Predicate[]): Predicate => ({ op: 'any', of });
const input = (name: string, where: Predicate): Input => ({
  name,
  from: { kind: 'events', route: [], where },
  key: [],
  values: [],
});
const temporal = (rules: number): Rule =>
  ruleOf({
    kind: 'temporal',
    inputs: [input('p', has('a')), input('q', has('z'))],
    span: 1,
    order: 'any',
    having: {
      op: 'test',
      value: { op: 'field', field: { field: 'rules', names: [{ space: 'vendor', name: 'rules' }] } },
      test: { is: 'number', compare: '>=', to: rules, numericText: false },
      members: 'any',
    },
  });

describe('unsuppliedFields', () => {
  it.each([
    {
      name: 'a field of one source',
      rule: single(has('a')),
      expected: { isEvaluable: true, sources: ['one'], missing: [] },
    },
    { name: 'a field of none', rule: single(has('z')), expected: { isEvaluable: false, sources: [], missing: ['z'] } },
    {
      name: 'one of several is enough',
      rule: single(any(has('z'), has('b'))),
      expected: { isEvaluable: true, sources: ['one', 'two'], missing: ['z'] },
    },
    {
      name: 'all are needed',
      rule: single(all(has('z'), has('b'))),
      expected: { isEvaluable: false, sources: [], missing: ['z'] },
    },
    {
      name: 'a filter that never applies costs nothing',
      rule: single(all(has('b'), not(has('z')))),
      expected: { isEvaluable: true, sources: ['one', 'two'], missing: ['z'] },
    },
    {
      name: 'not not needs it after all',
      rule: single(not(any(not(has('z')), not(has('b'))))),
      expected: { isEvaluable: false, sources: [], missing: ['z'] },
    },
    {
      name: 'only routed sources count',
      rule: single(has('b'), [{ sources: ['two'] }]),
      expected: { isEvaluable: true, sources: ['two'], missing: [] },
    },
    {
      name: 'no routed source is configured',
      rule: single(has('b'), [{ sources: ['three'] }]),
      expected: { isEvaluable: false, sources: [], missing: [] },
    },
    {
      name: 'a temporal whose legs must all come',
      rule: temporal(2),
      expected: { isEvaluable: false, sources: ['one'], missing: ['z'] },
    },
    {
      name: 'a temporal that one leg satisfies',
      rule: temporal(1),
      expected: { isEvaluable: true, sources: ['one'], missing: ['z'] },
    },
  ])('$name', ({ rule, expected }) => expect(unsuppliedFields(rule, kinds)).toEqual(expected));
});
