import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex, createContext, emptySettings, regexInputCap } from '../../lib/engine/index.ts';

const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    '.',
    '\\s',
    '\\S',
    '\\d',
    '\\w',
    '\\W',
    '[ab]',
    '[^a\\s]',
    '[\\S]',
    '[[a]',
    '[\\b]',
    '[^]',
    '\\/',
    '\\u0061',
  ],
  ...['^', '$', '\\b', '(a|b)', '(?:ab)?', 'a*', 'b+?', 'a{2}', '\\.', '\\x61', '(?<n>b)', '{', ']', '\\x08', '[a-]'],
);
const pattern = fc.array(piece, { maxLength: 5 }).map(pieces => pieces.join(''));
const subject = fc.string({ unit: fc.constantFrom(...'abAB .\n\t\u00a0\u2028\ufeff\b/[]{1_-é'), maxLength: 8 });

describe('the linear engine', () => {
  it('answers as ECMAScript does', () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom('', 'i', 's', 'is'), subject, (pattern, flags, text) => {
        const native = attempt(() => new RegExp(pattern, flags));
        fc.pre(native !== null);
        // What ECMAScript takes by leniency (`^*`) RE2 may refuse; it must not answer otherwise.
        const linear = attempt(() => compileRegex({ pattern, flags, engine: 'linear' }));
        if (native !== null && linear !== null) expect(linear.test(text)).toBe(native.test(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('is not slowed by a pattern that ruins backtracking', () => {
    const { test } = compileRegex({ pattern: '^(a+)+$', flags: '', engine: 'linear' });
    expect(test(`${'a'.repeat(regexInputCap - 1)}!`)).toBe(false);
  });

  it('names the pattern that it cannot run', () => {
    expect(() => compileRegex({ pattern: 'a(?=b)', flags: 'i', engine: 'linear' })).toThrow(/linear.*a\(\?=b\)/);
  });
});

describe('the cap on what a regex sees', () => {
  it('cuts and counts', () => {
    const context = createContext(emptySettings);
    expect(context.capped('a'.repeat(regexInputCap))).toHaveLength(regexInputCap);
    expect(context.cappedInputs()).toBe(0);
    expect(context.capped('a'.repeat(regexInputCap + 1))).toHaveLength(regexInputCap);
    expect(context.cappedInputs()).toBe(1);
  });
});

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
