import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileRules } from '../../../lib/language/index.ts';

const settings = { values: { hosts: ['a*', 'b'] }, exceptions: {} };
const seeds = [
  `title: T
id: a
name: a
logsource: {product: linux, category: process_creation}
detection:
  sel: {CommandLine|contains|windash: [' -e', 'x*'], Image|re|i: '(a|b)+$', P|expand: '%hosts%'}
  kw: ['one', 'two?']
  condition: sel and not 1 of kw* or 2 of them
level: high
`,
  `title: C
id: c
correlation:
  type: value_count
  rules: [a, c]
  group-by: [User]
  timespan: 5m
  condition: {field: [x, y], gte: 3}
  aliases: {User: {a: u}}
---
title: F
logsource: {product: linux}
filter: {rules: any, s: {A: a}, condition: not s}
`,
];
const scraps = [
  '|',
  ': ',
  '\n',
  '  ',
  '- ',
  '[',
  ']',
  '{',
  '}',
  "'",
  '"',
  '*',
  '\\',
  'null',
  '&x ',
  '*x',
  '---\n',
  'not ',
  '(',
  '<<: ',
  '__proto__',
  '\u0000',
  '\ud800',
  '%',
  '|all',
  'timespan: ',
  '1 of ',
];

/** A rule as it looks while somebody writes it: pieces cut out, doubled, or put in from elsewhere. */
const mangled = fc
  .tuple(
    fc.constantFrom(...seeds, seeds.join('---\n')),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom('', ...scraps)), { minLength: 1, maxLength: 4 }),
  )
  .map(([seed, edits]) =>
    edits.reduce((text, [at, cut, put]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put + text.slice(from + cut);
    }, seed),
  );

it('any text is compiled or refused, never thrown at, and a rule is there exactly where nothing is wrong', () => {
  fc.assert(
    fc.property(mangled, text => {
      for (const { status, rule, diagnostics, path } of compileRules([{ path: 'r.yml', text }], settings)) {
        expect(path).toBe('r.yml');
        expect(status === 'error').toBe(diagnostics.some(({ level }) => level === 'error'));
        if (status === 'error') expect(rule).toBeNull();
        for (const { span } of diagnostics) expect(span.line).toBeGreaterThan(0);
      }
    }),
    { numRuns: 400 },
  );
});

it('the result survives JSON unchanged', () => {
  const compiled = compileRules([{ path: 'r.yml', text: seeds.join('---\n').replace('[a, c]', '[a]') }], settings);
  expect(compiled.some(({ rule }) => rule !== null)).toBe(true);
  expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
});
