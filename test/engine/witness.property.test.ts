import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleRules, createMatcher, createReferenceMatcher } from '../../lib/engine/index.ts';
import type { LogEvent } from '../../lib/event/index.ts';
import type { Predicate, Test } from '../../lib/ir/index.ts';
import { settings, tables } from './arbitrary.ts';
import { single } from './rule.ts';

/**
 * Long literals in long texts, which the general generators never make: every table of the index (four units at every
 * fourth place, dense, direct, beyond ASCII, whole texts, keywords behind their gate) is met, at every alignment.
 */
const piece = fc.constantFrom(
  ...[
    'power',
    'SHELL',
    ' -enc ',
    '\\Temp\\',
    '–enc',
    '/enc',
    'straße',
    'ΣΑΣ',
    'ſecret',
    'Kelvin',
    '.exe',
    'кот',
    '💥',
    '"',
    '`',
  ],
  ...['mimikatz::', 'LSADUMP::', 'ab', 'x', '\n', 'İstanbul', 'é', 'token'],
);
const long = fc.array(piece, { minLength: 0, maxLength: 14, size: 'max' }).map(pieces => pieces.join(''));
const literal = fc.array(piece, { minLength: 1, maxLength: 2 }).map(pieces => pieces.join(''));

const test: fc.Arbitrary<Test> = fc.oneof(
  fc.record({
    is: fc.constantFrom('contains', 'starts', 'ends' as const) as fc.Arbitrary<'contains'>,
    text: literal,
    case: fc.constantFrom('insensitive', 'insensitive', 'sensitive' as const) as fc.Arbitrary<'insensitive'>,
    asText: fc.constant('scalars' as const),
  }),
  fc.record({
    is: fc.constant('equal' as const),
    texts: fc.array(long, { minLength: 1, maxLength: 2 }),
    case: fc.constant('insensitive' as const),
    asText: fc.constant('scalars' as const),
  }),
  literal.map(text => ({
    is: 'like' as const,
    parts: [
      { part: 'any-run' as const },
      { part: 'one-of' as const, characters: '-/–—―' },
      { part: 'literal' as const, text },
      { part: 'any-run' as const },
    ],
    case: 'insensitive' as const,
    asText: 'scalars' as const,
  })),
);

const x = { op: 'field', field: { field: 'x', names: [{ space: 'vendor', name: 'x' }] } } as const;
const asked: fc.Arbitrary<Predicate> = fc.oneof(
  { weight: 4, arbitrary: test.map(test => ({ op: 'test' as const, value: x, test, members: 'any' as const })) },
  test.map(test => ({ op: 'keyword' as const, test })),
);
const predicate: fc.Arbitrary<Predicate> = fc.oneof(
  asked,
  fc.record({
    op: fc.constantFrom('all', 'any' as const) as fc.Arbitrary<'all'>,
    of: fc.array(asked, { maxLength: 4 }),
  }),
);

const event: fc.Arbitrary<LogEvent> = fc
  .record({ x: fc.oneof(long, fc.array(long, { maxLength: 2 })), y: long, escapes: fc.boolean() })
  .map(({ x, y, escapes }) => {
    const fields = { x, y };
    const spelt = JSON.stringify(fields);
    // As some writers do: every character beyond ASCII by its code, and some within.
    const coded = spelt.replace(/[^\0-\x7f]|l/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return {
      id: 'event',
      time: 0,
      sequence: 0,
      arrival: 0,
      source: 'ecs',
      logSource: {},
      fields,
      text: escapes ? coded : spelt,
      textHoldsFields: true as const,
      origin: { account: '', region: '', logGroup: '', logStream: '', file: '', line: 0, recordId: '' },
    };
  });

describe('the witness index', () => {
  it('never withholds a selector, and proves nothing that is not so', () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(predicate, { minLength: 1, maxLength: 24, size: 'max' }),
        fc.array(event, { maxLength: 8 }),
        (all, events) => {
          const bundle = bundleRules(
            all.map((where, at) => ({ rule: single(where, [], `r${at}`), staged: false })),
            settings,
          );
          const [matcher, reference] = [createMatcher(bundle, tables), createReferenceMatcher(bundle, tables)];
          for (const each of events) {
            const expected = reference.match(each);
            found += expected.matched.length;
            expect(matcher.match(each)).toEqual(expected);
          }
        },
      ),
      { numRuns: 100 },
    );
    // Agreement on "nothing" alone would show little.
    expect(found).toBeGreaterThan(100);
  });
});
