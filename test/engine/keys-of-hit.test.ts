import { describe, expect, it } from 'vitest';
import { keysOfHit } from '../../lib/engine/index.ts';
import type { JsonValue } from '../../lib/event/index.ts';
import type { KeyPart } from '../../lib/ir/index.ts';

const part = (each: boolean): KeyPart => ({
  name: 'p',
  value: { op: 'constant', value: null },
  missing: 'drop',
  ...(each ? { each } : {}),
});

describe('a hit counts for', () => {
  it.each<{ name: string; each: boolean[]; key: JsonValue[]; expected: JsonValue[][] }>([
    { name: 'its one key', each: [false], key: ['a'], expected: [['a']] },
    { name: 'the array itself where nothing else is said', each: [false], key: [['a', 'b']], expected: [[['a', 'b']]] },
    { name: 'each member of an array', each: [true], key: [['a', 'b']], expected: [['a'], ['b']] },
    {
      name: 'each combination',
      each: [true, true],
      key: [
        ['a', 'b'],
        [1, 2],
      ],
      expected: [
        ['a', 1],
        ['a', 2],
        ['b', 1],
        ['b', 2],
      ],
    },
    { name: 'each once', each: [true], key: [['a', ['a'], null]], expected: [['a']] },
    { name: 'nothing where the array is empty', each: [true], key: [[]], expected: [] },
  ])('$name', ({ each, key, expected }) => expect(keysOfHit(each.map(part), key)).toEqual(expected));

  it('a hundred keys at most', () => {
    const many = Array.from({ length: 50 }, (_, index) => index);
    expect(keysOfHit([part(true), part(true), part(true)], [many, many, many])).toHaveLength(100);
  });
});
