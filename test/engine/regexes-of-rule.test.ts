import { describe, expect, it } from 'vitest';
import { regexesOfRule } from '../../lib/engine/index.ts';
import type { Predicate, Rule, Value } from '../../lib/ir/index.ts';

const message: Value = { op: 'event', what: 'text' };
const regex = (pattern: string, engine: 'native' | 'linear'): Predicate => ({
  op: 'test',
  members: 'any',
  value: message,
  test: { is: 'regex', pattern, flags: 'i', asText: 'scalars', literals: [], engine },
});
const call = (...args: readonly Value[]): Predicate => ({
  op: 'test',
  members: 'any',
  value: { op: 'call', function: 'matches-regex', args },
  test: { is: 'boolean', to: true },
});
const text = (value: string): Value => ({ op: 'constant', value });

function rule(where: Predicate, having: Predicate = { op: 'always' }): Rule {
  const detection = { kind: 'aggregate', inputs: [{ from: { kind: 'events', route: [], where }, key: [] }], having };
  return { meta: { id: 'r' }, detection, suppression: { kind: 'none' } } as unknown as Rule;
}

describe('the regexes of a rule', () => {
  it.each([
    { name: 'none', of: rule({ op: 'always' }), expected: [] },
    {
      name: 'those of tests, below any other predicate, each once',
      of: rule({
        op: 'all',
        of: [regex('a', 'native'), { op: 'not', of: regex('b', 'linear') }, regex('a', 'native')],
      }),
      expected: ['native a i', 'linear b i'],
    },
    {
      name: 'those of what is asked of result rows',
      of: rule({ op: 'always' }, regex('c', 'linear')),
      expected: ['linear c i'],
    },
    {
      name: 'those that functions are given, on the linear engine',
      of: rule(call(message, text('d+'), text('s'))),
      expected: ['linear d+ s'],
    },
    { name: 'those that an event brings along', of: rule(call(message, message)), expected: ['linear null '] },
    {
      name: 'no constant that only looks like one',
      of: rule({
        op: 'compare',
        left: message,
        compare: '==',
        right: { op: 'constant', value: { is: 'regex', pattern: 'x', flags: '', engine: 'native' } },
      } as unknown as Predicate),
      expected: [],
    },
  ])('$name', ({ of, expected }) => {
    expect(regexesOfRule(of).map(({ engine, pattern, flags }) => `${engine} ${pattern} ${flags}`)).toEqual(expected);
  });
});
