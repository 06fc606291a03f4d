import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../lib/language/sigma/ast.ts';
import { parseCondition } from '../../../lib/language/sigma/parse-condition.ts';
import { printCondition } from '../../../lib/language/sigma/print-condition.ts';
import { predicateOf, ruleWith, said } from './compiled.ts';

const span = { path: 'rule.yml', line: 1, column: 1, endLine: 1, endColumn: 1 };

const searches = 'sel_a: {A: a}\nsel_b: {B: b}\n_hidden: {H: h}\nfilter_x: {X: x}\n';
const withCondition = (condition: string) => ruleWith(`${searches}condition: ${condition}`);
const unused = /dead-selection/;

describe('conditions', () => {
  it.each([
    { condition: 'sel_a', is: 'A is~ "a"' },
    { condition: 'sel_a and sel_b', is: 'all\n  A is~ "a"\n  B is~ "b"' },
    { condition: 'sel_a or sel_b', is: 'any\n  A is~ "a"\n  B is~ "b"' },
    { condition: 'not sel_a', is: 'not A is~ "a"' },
    { condition: 'SEL_A AND sel_b', said: 'no search is called "SEL_A"; did you mean "sel_a"?' },
    { condition: 'sel_a AND NOT sel_b', is: 'all\n  A is~ "a"\n  not B is~ "b"' },
    {
      condition: 'sel_a or sel_b and not filter_x',
      is: 'any\n  A is~ "a"\n  all\n    B is~ "b"\n    not X is~ "x"',
    },
    {
      condition: '(sel_a or sel_b) and not filter_x',
      is: 'all\n  any\n    A is~ "a"\n    B is~ "b"\n  not X is~ "x"',
    },
    { condition: '1 of sel_*', is: 'any\n  A is~ "a"\n  B is~ "b"' },
    { condition: 'any of sel_*', is: 'any\n  A is~ "a"\n  B is~ "b"' },
    { condition: 'all of sel_*', is: 'all\n  A is~ "a"\n  B is~ "b"' },
    { condition: '1 of *_a', is: 'A is~ "a"' },
    { condition: '1 of s*_b', is: 'B is~ "b"' },
    { condition: '1 of them', is: 'any\n  A is~ "a"\n  B is~ "b"\n  X is~ "x"' },
    { condition: 'all of them', is: 'all\n  A is~ "a"\n  B is~ "b"\n  X is~ "x"' },
    { condition: '1 of _*', is: 'H is~ "h"' },
    {
      condition: '2 of them',
      is: 'any\n  all\n    A is~ "a"\n    B is~ "b"\n  all\n    A is~ "a"\n    X is~ "x"\n  all\n    B is~ "b"\n    X is~ "x"',
    },
    { condition: 'not 1 of sel_*', is: 'not\n  any\n    A is~ "a"\n    B is~ "b"' },
    { condition: '[sel_a, sel_b]', is: 'any\n  A is~ "a"\n  B is~ "b"' },
  ])('$condition', ({ condition, is, said: message }) => {
    const text = withCondition(condition);
    if (is !== undefined) expect(predicateOf(text)).toBe(is);
    else expect(said(text).find(line => !unused.test(line))).toContain(message);
  });
});

describe('searches', () => {
  it.each([
    {
      name: 'a list of maps is alternatives',
      search: '- {A: a, B: b}\n  - C: c',
      is: 'any\n  all\n    A is~ "a"\n    B is~ "b"\n  C is~ "c"',
    },
    {
      name: 'a list of texts is keywords',
      search: '- one\n  - two',
      is: 'any\n  anything contains~ "one"\n  anything contains~ "two"',
    },
    { name: 'a single text is a keyword', search: 'one', is: 'anything contains~ "one"' },
    { name: 'a number is a keyword', search: '[4625]', is: 'anything contains~ "4625"' },
    { name: 'a keyword with wildcards', search: "['a*b']", is: 'anything like~ * "a" * "b" *' },
    {
      name: 'keywords that must all be there',
      search: "{'|all': [one, two]}",
      is: 'all\n  anything contains~ "one"\n  anything contains~ "two"',
    },
    {
      name: 'keywords with a modifier',
      search: "{'|re': 'a.c'}",
      is: 'anything matches /a[^\\x0a]c/s on native engine needing "a"',
    },
    { name: 'a keyword in its letter case', search: "{'|cased': One}", is: 'anything contains "One"' },
    { name: 'keywords beside maps', search: '- one\n  - A: a', is: 'any\n  anything contains~ "one"\n  A is~ "a"' },
    {
      name: 'lists in lists',
      search: '- - {A: a}\n    - {B: b}\n  - {C: c}',
      is: 'any\n  A is~ "a"\n  B is~ "b"\n  C is~ "c"',
    },
  ])('$name', ({ search, is }) => {
    const isFlow = /^[[{\w]/.test(search);
    expect(predicateOf(ruleWith(`s:${isFlow ? ' ' : '\n  '}${search}\ncondition: s`))).toBe(is);
  });
});

const name = fc
  .stringMatching(/^[a-z_][a-z0-9_]{0,5}$/)
  .filter(word => !['and', 'or', 'not', 'of', 'them'].includes(word));
const { condition } = fc.letrec<{ condition: Condition; leaf: Condition }>(tie => ({
  leaf: fc.oneof(
    name.map((each): Condition => ({ op: 'name', name: each, span })),
    fc
      .tuple(
        fc.oneof(fc.constant<'all'>('all'), fc.integer({ min: 1, max: 9 })),
        fc.oneof(
          fc.constant('them'),
          name.map(each => `${each}*`),
        ),
      )
      .map(([least, pattern]): Condition => ({ op: 'of', least, pattern, span })),
  ),
  condition: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    tie('condition').map((of): Condition => ({ op: 'not', of })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('condition'), { minLength: 2, maxLength: 3 }))
      .map(([op, of]): Condition => ({ op, of })),
  ),
}));

describe('laws', () => {
  it('a printed condition parses to the same tree', () => {
    fc.assert(
      fc.property(condition, tree => {
        const { condition: parsed, diagnostics } = parseCondition(printCondition(tree), span);
        expect(diagnostics).toEqual([]);
        expect(parsed && normal(parsed)).toEqual(normal(tree));
      }),
    );
  });

  it('any text is parsed or refused with one reason, never thrown at', () => {
    const word = fc.constantFrom(
      'a',
      'and',
      'or',
      'not',
      '1',
      'of',
      'them',
      '(',
      ')',
      '*',
      '|',
      'all',
      '-1',
      'count()',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), words => {
        const { condition: parsed, diagnostics } = parseCondition(words.join(' '), span);
        expect(parsed === null).toBe(diagnostics.length > 0);
      }),
    );
  });

  it('ten thousand nots or parentheses are no harm', () => {
    expect(parseCondition(`${'not '.repeat(10_000)}a`, span).diagnostics).toEqual([]);
    expect(parseCondition(`${'('.repeat(10_000)}a`, span).diagnostics).toHaveLength(1);
  });
});

/** Without places, nested chains of one operator joined, and double negations as the parser unwinds them. */
function normal(tree: Condition): unknown {
  switch (tree.op) {
    case 'name':
      return tree.name;
    case 'of':
      return [tree.least, tree.pattern];
    case 'not': {
      let times = 1;
      let inner = tree.of;
      for (; inner.op === 'not'; inner = inner.of) times += 1;
      return { not: normal(inner), times: times % 2 === 1 ? 1 : 2 };
    }
    default:
      return { [tree.op]: tree.of.map(normal) };
  }
}
