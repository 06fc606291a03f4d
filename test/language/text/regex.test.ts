import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../lib/engine/index.ts';
import type { RegexTest } from '../../../lib/ir/index.ts';
import { regexTest } from '../../../lib/language/text/index.ts';

function made(source: string, flags = ''): RegexTest {
  const result = regexTest(source, flags, 'scalars');
  if ('problem' in result) throw new Error(`${source}: ${result.problem}`);
  return result.test;
}

function problemOf(source: string): string {
  const result = regexTest(source, '', 'scalars');
  return 'problem' in result ? result.problem : 'none';
}

describe('a pattern is printed in the syntax that both engines share', () => {
  it.each([
    { name: 'plain text', source: 'net user', is: '/net user/s' },
    { name: 'a dot is no line feed', source: 'a.b', is: '/a[^\\x0a]b/s' },
    { name: 'with flag s it is anything', source: 'a.b', flags: 's', is: '/a.b/s' },
    { name: 'flag i, where all of the pattern has it', source: '(?i)Net', is: '/net/is' },
    { name: 'both cases, where a part has it', source: '(?i:a)b', is: '/[Aa]b/s' },
    { name: 'a flag switched off again', source: '(?i)a(?-i:b)', is: '/[Aa]b/s' },
    { name: 'captures and names go', source: '(a)(?P<n>b)(?<m>c)', is: '/abc/s' },
    { name: 'alternatives keep their group', source: 'x(a|b)y', is: '/x(?:a|b)y/s' },
    { name: 'laziness goes', source: '^a+?b', is: '/^a+b/s' },
    { name: 'a repeat at either end does its least', source: '.*a+', is: '/a/s' },
    { name: 'classes by name', source: '[[:digit:]x]', is: '/[0-9x]/s' },
    { name: 'escaped classes', source: '\\d\\w\\s', is: '/[0-9][0-9A-Z_a-z][\\x09-\\x0d ]/s' },
    { name: 'quoted text', source: '\\Qa.b*\\E', is: '/a\\.b\\*/s' },
    { name: 'code points', source: '\\x41\\x{e4}\\u00df', is: '/Aäß/s' },
    { name: 'anchors of the text', source: '\\Aab\\z', is: '/^ab$/s' },
    { name: 'anchors of lines', source: '^ab$', flags: 'm', is: '/^ab$/ms' },
    { name: 'a brace that counts nothing', source: 'a{x', is: '/a\\{x/s' },
    { name: 'counted repeats', source: '^(ab){2,3}c', is: '/^(?:ab){2,3}c/s' },
    { name: 'beyond the first plane', source: '😀', is: '/😀/su' },
  ])('$name', ({ source, flags = '', is }) => {
    const test = made(source, flags);
    expect(`/${test.pattern}/${test.flags}`).toBe(is);
  });
});

describe('what cannot be run in linear time, or read at all, is refused', () => {
  it.each([
    { source: 'a(?=b)', said: 'look-around is not supported' },
    { source: '(?<!a)b', said: 'look-around is not supported' },
    { source: '(a)\\1', said: 'back-references are not supported' },
    { source: 'a++', said: 'possessive quantifiers are not supported' },
    { source: '(?>a)', said: 'atomic groups are not supported' },
    { source: '(a', said: 'a ( is never closed' },
    { source: 'a)', said: 'this ) closes nothing' },
    { source: '[a', said: 'a [ is never closed' },
    { source: '*a', said: '* repeats nothing' },
    { source: 'a{3,2}', said: 'a repeat from more to less' },
    { source: 'a{5000}', said: 'a repeat of more than 1000' },
    { source: '[b-a]', said: 'a class has a range from more to less' },
    { source: 'a\\', said: 'the pattern ends with a single backslash' },
    { source: '\\y', said: '\\y means nothing here' },
    { source: '(?x)a', said: 'the flag x is not supported' },
    { source: '(?m)^a\\z', said: 'anchors of lines and of the whole text cannot be mixed' },
    { source: '('.repeat(5000), said: 'groups nest deeper than 200' },
  ])('$source', ({ source, said }) => expect(problemOf(source)).toBe(said));
});

describe('literals that any match must hold', () => {
  it.each([
    { source: 'foo.*bar', literals: ['foo'] },
    { source: 'a.*longer', literals: ['longer'] },
    { source: '(mysql|pg)dump', literals: ['mysqldump', 'pgdump'] },
    { source: '(?i)PowerShell.exe', literals: ['powershell'] },
    { source: '[ab]x?', literals: ['a', 'b'] },
    { source: '[a-e]x?', literals: [] },
    { source: 'x+y', literals: ['xy'] },
  ])('$source', ({ source, literals }) => expect(made(source).literals).toEqual(literals));
});

describe('the native engine runs only what is proven linear', () => {
  it.each([
    { source: 'cmd\\.exe', engine: 'native', backtracking: 'linear' },
    { source: '^a.*b', engine: 'native', backtracking: 'linear' },
    { source: 'a.*b', engine: 'linear', backtracking: 'polynomial' },
    { source: '\\\\Users\\\\[^\\\\]+\\\\x', engine: 'native', backtracking: 'linear' },
    { source: '^(\\w+\\s?)*$', engine: 'linear', backtracking: 'exponential' },
    { source: '^(a+)+$', engine: 'linear', backtracking: 'exponential' },
    { source: '^(a|a)*$', engine: 'linear', backtracking: 'exponential' },
    { source: '^(a|ab)*c', engine: 'linear', backtracking: 'polynomial' },
    { source: '^(.*)(.*)x$', engine: 'linear', backtracking: 'polynomial' },
    { source: '(a?){25}a{25}', engine: 'linear', backtracking: 'exponential' },
    { source: '^a$', flags: 'm', engine: 'linear', backtracking: 'linear' },
  ])('$source', ({ source, flags = '', engine, backtracking }) => {
    const result = regexTest(source, flags, 'scalars');
    expect('test' in result && { engine: result.test.engine, backtracking: result.backtracking }).toEqual({
      engine,
      backtracking,
    });
  });
});

const characters = ['a', 'b', 'A', 'k', 's', 'K', '1', ' ', '.', '-', '\n', 'ä', 'Ä', 'ſ', '\u212a', '😀'];
const text = fc.array(fc.constantFrom(...characters), { maxLength: 12 }).map(parts => parts.join(''));

const atom = fc.constantFrom(
  'a',
  'b',
  'A',
  'k',
  '.',
  '\\d',
  '\\w',
  '[ab]',
  '[^a]',
  '[a-c1]',
  'ä',
  ' ',
  '-',
  '\\b',
  '^',
  '$',
);
const { pattern } = fc.letrec<{ pattern: string; piece: string }>(tie => ({
  piece: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '*?'))
      .map(([of, sign]) => `(?:${of})${sign}`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `(${left}|${right})`),
  ),
  pattern: fc.array(tie('piece'), { minLength: 1, maxLength: 3 }).map(pieces => pieces.join('')),
}));

describe('laws', () => {
  it('the printed pattern finds what the source finds', () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom('', 'i', 's'), text, (source, flags, input) => {
        const test = made(source, flags);
        // ECMAScript's dot leaves out more line ends than PCRE's; none of them but \n is among the characters.
        const native = new RegExp(source, test.flags.includes('u') ? `${flags}u` : flags);
        expect(compileRegex({ ...test, engine: 'native' }).test(input)).toBe(native.test(input));
      }),
      { numRuns: 700 },
    );
  });

  it('both engines agree', () => {
    // But for two letters that only one of them takes for k and s, and halves of characters beyond the first plane.
    const plain = text.map(input => input.replace(/[ſ\u212a😀]/gu, 'x'));
    fc.assert(
      fc.property(pattern, fc.constantFrom('', 'i', 's'), plain, (source, flags, input) => {
        const test = made(source, flags);
        const answers = (['native', 'linear'] as const).map(engine => compileRegex({ ...test, engine }).test(input));
        expect(answers[0]).toBe(answers[1]);
      }),
      { numRuns: 400 },
    );
  });

  it('no match lacks all literals', () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom('', 'i'), text, (source, flags, input) => {
        const test = made(source, flags);
        if (test.literals.length === 0 || !compileRegex(test).test(input)) return;
        const searched = test.flags.includes('i') ? input.toLowerCase() : input;
        expect(test.literals.some(literal => searched.includes(literal))).toBe(true);
      }),
      { numRuns: 700 },
    );
  });

  it('what runs natively is quick on long repetitive texts', () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom('a', 'ab', 'aA1 ', 'k-'), (source, piece) => {
        const test = made(source);
        if (test.engine !== 'native') return;
        const input = `${piece.repeat(50_000)}!`;
        const start = performance.now();
        compileRegex(test).test(input);
        // Backtracking over 100,000 characters takes ten seconds and more even where it is only quadratic.
        expect(performance.now() - start).toBeLessThan(5000);
      }),
      { numRuns: 300 },
    );
  });

  it('any text is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab\\()[]{}?*+|^$.-:P<>=!1,dwQE') }), source => {
        const result = regexTest(source, '', 'scalars');
        if ('test' in result) expect(() => compileRegex(result.test)).not.toThrow();
      }),
      { numRuns: 1500 },
    );
  });
});
