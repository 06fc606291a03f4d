import { describe, expect, it } from 'vitest';
import { type Detection, type Input, legs } from '../../lib/ir/index.ts';

describe('legs are numbered in one order for selectors, hits and decisions', () => {
  it.each<{ name: string; detection: Detection; expected: readonly string[] }>([
    {
      name: 'a join: left, right',
      detection: {
        kind: 'join',
        join: 'inner',
        left: input('l'),
        right: input('r'),
        span: 1,
        where: { op: 'always' },
        window: { kind: 'sliding' },
      },
      expected: ['l', 'r'],
    },
    {
      name: 'a sequence: its steps, then until',
      detection: {
        kind: 'sequence',
        steps: [step('a'), step('b')],
        until: input('u'),
        maxSpan: 1,
      },
      expected: ['a', 'b', 'u'],
    },
    {
      name: 'an absence: what is expected, then after what',
      detection: { kind: 'absence', expected: input('e'), after: input('a'), window: null, span: 1 },
      expected: ['e', 'a'],
    },
    {
      name: 'a variable: its scope, then the sets',
      detection: {
        kind: 'variable',
        scope: input('s'),
        sets: [
          {
            name: 'v',
            by: { route: [], where: { op: 'always' } },
            values: [],
            when: { op: 'always' },
            value: { op: 'constant', value: 1 },
            append: false,
            ttl: null,
            size: null,
            initial: null,
          },
        ],
        where: { op: 'always' },
        reads: ['v'],
        scopes: [],
      },
      expected: ['s', 'v'],
    },
  ])('$name', ({ detection, expected }) => expect(legs(detection).map(leg => leg.name)).toEqual(expected));
});

function input(name: string): Input {
  return { name, from: { kind: 'events', route: [], where: { op: 'always' } }, key: [], values: [] };
}

function step(name: string) {
  return { ...input(name), missing: false, runs: 1 };
}
