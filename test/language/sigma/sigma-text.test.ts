import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createContext, emptySettings, evaluatePredicate, recordRow } from '../../../lib/engine/index.ts';
import type { JsonObject } from '../../../lib/event/index.ts';
import type { Predicate } from '../../../lib/ir/index.ts';
import { parseTimespan, printTimespan } from '../../../lib/language/sigma/parse-timespan.ts';
import {
  joinParts,
  parseSigmaText,
  plainText,
  printSigmaText,
  type TextPart,
} from '../../../lib/language/sigma/sigma-text.ts';
import { compiled, itemRule } from './compiled.ts';

const part = fc.oneof(
  fc
    .string({ unit: fc.constantFrom('a', 'b', '\\', '*', '?', ' '), minLength: 1, maxLength: 4 })
    .map((text): TextPart => ({ part: 'literal', text })),
  fc.constantFrom<TextPart>({ part: 'any-run' }, { part: 'any-one' }),
);
const sigmaText = fc.array(part, { maxLength: 5 }).map(joinParts);
const raw = fc.string({ unit: fc.constantFrom('a', 'B', '\\', '*', '?', '%', '/'), maxLength: 8 });

const context = createContext(emptySettings);

/** Does the rule `F: pattern` find the value? Through the compiler and the reference evaluator. */
function finds(pattern: string, value: string, modifier = ''): boolean {
  const where = predicateFor(`F${modifier}: ${JSON.stringify(pattern)}`);
  return evaluatePredicate(where, recordRow({ F: value }), context);
}

function predicateFor(item: string): Predicate {
  const detection = compiled(itemRule(item))[0]?.rule?.detection;
  if (detection?.kind !== 'single') throw new Error(item);
  return detection.events[0]?.where ?? { op: 'never' };
}

/** What a pattern matches, said once more and in another way. */
function matches(pattern: string, value: string): boolean {
  const source = parseSigmaText(pattern).map(each => {
    if (each.part === 'literal') return each.text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    return each.part === 'any-run' ? '[^]*' : '[^]';
  });
  return new RegExp(`^(?:${source.join('')})$`, 'i').test(value);
}

describe('wildcards and escapes', () => {
  it('a printed text parses to the same parts', () => {
    fc.assert(
      fc.property(sigmaText, text => {
        expect(parseSigmaText(printSigmaText(text))).toEqual(text);
      }),
    );
  });

  it('parsing what was printed changes nothing any more', () => {
    fc.assert(
      fc.property(raw, text => {
        expect(parseSigmaText(printSigmaText(parseSigmaText(text)))).toEqual(parseSigmaText(text));
      }),
    );
  });

  it('a text whose wildcards are escaped matches itself and nothing else', () => {
    fc.assert(
      fc.property(raw, raw, (text, other) => {
        const escaped = text.replace(/[\\*?]/g, '\\$&');
        expect(plainText(parseSigmaText(escaped))).toBe(text);
        expect(finds(escaped, text)).toBe(true);
        expect(finds(escaped, other)).toBe(other.toLowerCase() === text.toLowerCase());
      }),
      { numRuns: 50 },
    );
  });

  it('a rule finds what its pattern says', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '\\'), minLength: 1, maxLength: 6 });
    const value = fc.string({ unit: fc.constantFrom('a', 'B', '*', '\\'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, value, (text, input) => {
        expect(finds(text, input)).toBe(matches(text, input));
      }),
      { numRuns: 150 },
    );
  });

  it('contains, startswith and endswith are stars at both ends, at the end, at the start', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 4 });
    const value = fc.string({ unit: fc.constantFrom('a', 'B', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, value, (text, input) => {
        expect(finds(text, input, '|contains')).toBe(matches(`*${text}*`, input));
        expect(finds(text, input, '|startswith')).toBe(matches(`${text}*`, input));
        expect(finds(text, input, '|endswith')).toBe(matches(`*${text}`, input));
      }),
      { numRuns: 50 },
    );
  });
});

describe('base64offset', () => {
  it('finds the text wherever it stands inside of encoded text', () => {
    const bytes = fc.string({ unit: fc.constantFrom('x', 'Y', '0', 'ä'), maxLength: 5 });
    fc.assert(
      fc.property(bytes, bytes, (before, after) => {
        const encoded = Buffer.from(`${before}needle${after}`).toString('base64');
        expect(finds('needle', encoded, '|base64offset|contains')).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('windash', () => {
  it('finds an option behind any dash, and its name only as written', () => {
    for (const dash of '-/–—―') {
      expect(finds(' -no-wait', `cmd ${dash}no-wait x`, '|contains|windash')).toBe(true);
      expect(finds(' -no-wait', `cmd ${dash}no/wait x`, '|contains|windash')).toBe(false);
    }
  });
});

describe('missing, null and empty are three things', () => {
  it.each([
    { item: 'F: null', missing: true, isNull: true, empty: false, text: false },
    { item: "F: ''", missing: false, isNull: false, empty: true, text: false },
    { item: 'F|exists: true', missing: false, isNull: true, empty: true, text: true },
    { item: 'F|exists: false', missing: true, isNull: false, empty: false, text: false },
    { item: "F: '*'", missing: false, isNull: false, empty: true, text: true },
    { item: 'F|neq: x', missing: true, isNull: true, empty: true, text: false },
    { item: 'F: x', missing: false, isNull: false, empty: false, text: true },
  ])('$item', ({ item, missing, isNull, empty, text }) => {
    const where = predicateFor(item);
    const records: readonly JsonObject[] = [{}, { F: null }, { F: '' }, { F: 'X' }];
    const answers = records.map(record => evaluatePredicate(where, recordRow(record), context));
    expect(answers).toEqual([missing, isNull, empty, text]);
  });
});

describe('values of other types are read as their text', () => {
  it.each([
    { item: 'F: 4625', value: '4625' },
    { item: 'F: "4625"', value: 4625 },
    { item: 'F: "true"', value: true },
    { item: 'F: true', value: 'True' },
    { item: 'F|contains: bucket', value: { name: 'my-bucket' } },
    { item: 'F|contains: bucket', value: ['x', { name: 'my-bucket' }] },
    { item: 'F|startswith: 46', value: 4625 },
    { item: 'F|gte: 10', value: '10' },
    { item: 'F|lt: 10', value: 9.5 },
    { item: 'F|hour: 23', value: '2026-11-21T23:10:00Z' },
    { item: 'F|week: 47', value: '2026-11-21T23:10:00Z' },
  ])('$item finds $value', ({ item, value }) => {
    expect(evaluatePredicate(predicateFor(item), recordRow({ F: value }), context)).toBe(true);
  });
});

describe('time spans', () => {
  it('a printed span parses to the same', () => {
    const span = fc.tuple(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom('s', 'm', 'h', 'd'));
    fc.assert(
      fc.property(span, ([count, unit]) => {
        const micros = parseTimespan(`${count}${unit}`);
        expect(micros !== null && parseTimespan(printTimespan(micros))).toBe(micros);
      }),
    );
  });

  it.each(['', '5', 'm', '5 minutes', '-5m', '0s', '1h30m', '5M', '1e3s'])('"%s" is none', text => {
    expect(parseTimespan(text)).toBeNull();
  });
});
