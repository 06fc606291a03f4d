import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createContext, emptySettings, evaluateValue, recordRow } from '../../lib/engine/index.ts';
import { checkTypes } from '../../lib/language/eql/check-types.ts';
import { lowerCondition } from '../../lib/language/eql/lower-condition.ts';
import { type Lowering, lowerValue } from '../../lib/language/eql/lower-value.ts';
import { parseCondition } from '../../lib/language/eql/parse.ts';
import { complaintsAbout, queryText } from '../../lib/language/text/index.ts';
import { corpora } from '../corpora.ts';
import { fromEndgame } from '../language/eql/from-endgame.ts';

interface Case {
  readonly table: string;
  readonly expression: string;
  readonly expected?: string | number | boolean;
}

const folder = corpora();
const cases: readonly Case[] =
  folder === null ? [] : JSON.parse(readFileSync(join(folder, 'eql', 'expressions.json'), 'utf8'));

const context = createContext(emptySettings);
const row = recordRow({});

/** What an expression without fields comes to: a value, null, or the word that it is wrong. */
function evaluate(text: string): unknown {
  const complaints = complaintsAbout(queryText('expression', text));
  const expression = parseCondition(text, complaints);
  if (expression !== null) checkTypes(expression, complaints);
  if (expression === null) return 'wrong';
  const lowering: Lowering = {
    complaints,
    knowsField: () => true,
    condition: (inner, place) => lowerCondition(inner, lowering, place),
  };
  const value = lowerValue(expression, lowering);
  if (complaints.found.some(found => found.level === 'error')) return 'wrong';
  return evaluateValue(value, row, context) ?? null;
}

describe.skipIf(folder === null)('Endgame’s own expressions come to what they say (needs the EQL corpus)', () => {
  it.each(cases.map((one, index) => ({ ...one, index })))('$index: $expression', one => {
    const translation = translated(one);
    if ('notInElastic' in translation) return;
    const isFailure = one.table.includes('failures');
    expect(evaluate(translation.query)).toEqual(isFailure ? 'wrong' : (one.expected ?? null));
  });

  it('and nothing is passed over but what Elastic documents as not its own', () => {
    const passedOver = cases.filter(one => 'notInElastic' in translated(one)).map(one => one.expression);
    expect(passedOver).toEqual(['"Foo" <= "foo"', '"Foo" > "foo"', '"foo" <= "Foo"', '"foo" > "Foo"']);
  });
});

/** The tables say in their names how they treat case. */
function translated({ table, expression }: Case) {
  const isCaseless = table.includes('insensitive');
  const plain = expression.replace(/^("[^"]*") != ("[^"]*")$/, isCaseless ? 'not $1 : $2' : '$1 != $2');
  return fromEndgame(plain, !isCaseless, isCaseless);
}

describe('arithmetic and functions', () => {
  it.each([
    ['7 / 2', 3],
    ['-7 / 2', -4],
    ['7.0 / 2', 3.5],
    ['7 / 0', null],
    ['7 % 4', 3],
    ['-7 % 4', -3],
    ['divide(7, 2)', 3],
    ['divide(7, 2.0)', 3.5],
    ['add(1, null)', null],
    ['between("System Idle Process", "s", "e")', 't'],
    ['between~("System Idle Process", "s", "e")', 'yst'],
    ['between~("C:\\\\Windows\\\\System32\\\\cmd.exe", "system32\\\\", ".exe")', 'cmd'],
    ['between("a/b/c/d", "/", "/", true)', 'b/c'],
    ['indexOf("subdomain.example.com", ".", 10)', 17],
    ['indexOf("subdomain.example.com", ".", -6)', 9],
    ['indexOf("subdomain.example.com", "Z")', null],
    ['indexOf~("FOO", "o")', 1],
    ['number("0xdeadbeef")', 3735928559],
    ['number("deadbeef", 16)', 3735928559],
    ['number("  1337  ")', 1337],
    ['number("")', null],
    ['number("abc")', null],
    ['stringContains("abc", "")', false],
    ['startsWith("abc", "")', true],
    ['endsWith~("a.EXE", ".exe")', true],
    ['wildcard("regsvr32.exe", "*x*", "*sv*")', true],
    ['cidrMatch("10.1.2.3", "10.6.48.157/8")', true],
    ['cidrMatch("::1", "::/64", "10.0.0.0/8")', true],
    ['cidrMatch("nonsense", "10.0.0.0/8")', false],
    ['string(4.5)', '4.5'],
    ['concat("a", 1, true, 2.5)', 'a1true2.5'],
    ['null == null', true],
    ['null != null', false],
    ['null < 1', null],
    ['not null', null],
    ['"a" < "b"', true],
    ['"ab" like "a?"', true],
    ['"a*" == "a*"', true],
    ['"ab" == "a*"', false],
    ['"AB" : "a*"', true],
    ['"AB" like "a*"', false],
    ['"ab" regex "a"', false],
    ['"ab" regex "a."', true],
    ['"AB" regex~ ("x", "a.")', true],
    ['"a^b$" regex "a^b$"', true],
    ['"x42y" regex "x<1-100>y"', true],
    ['"a@b" regex "a@"', true],
    ['3 in (1, 2, 3)', true],
    ['3 not in (1, 2)', true],
    ['"A" in~ ("a")', true],
    ['(1 == 1) == true', true],
    ['(1 == 2) != true', true],
  ])('%s is %j', (text, expected) => expect(evaluate(text)).toEqual(expected));

  it.each([
    ['length(1)'],
    ['length()'],
    ['length("a", "b")'],
    ['length~("a")'],
    ['number(true)'],
    ['cidrMatch("10.0.0.1", a)'],
    ['nope("a")'],
    ['"a" + 1'],
    ['1 : "a"'],
    ['"a" : 1'],
    ['1 == "a"'],
    ['a == b'],
    ['a in (b)'],
    ['not 1'],
    ['"a" regex "("'],
    ['"a" regex "a~b"'],
  ])('%s is wrong', text => expect(evaluate(text)).toBe('wrong'));
});
