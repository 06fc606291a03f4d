import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainOf, readYaml, renderDiagnostic, valueAt } from '../../../lib/language/text/index.ts';

const read = (text: string) => readYaml({ path: 'rule.yml', text });

describe('YAML is read with positions', () => {
  it('knows line and column of each key and value', () => {
    const root = read('title: a\ndetection:\n  selection:\n    Image|endswith: "/sh"\n')[0]?.root ?? null;
    const item = root === null ? undefined : valueAt(valueAt(root, 'detection') ?? root, 'selection');
    const entry = item?.kind === 'map' ? item.entries[0] : undefined;
    expect(entry).toMatchObject({
      key: 'Image|endswith',
      keySpan: { line: 4, column: 5, endColumn: 19 },
      value: { value: '/sh', span: { line: 4, column: 21 }, inner: { column: 22 } },
    });
  });

  it('reads each document of a file', () => {
    expect(read('a: 1\n---\nb: [x, null]\n').map(({ root }) => root && plainOf(root))).toEqual([
      { a: 1 },
      { b: ['x', null] },
    ]);
  });

  it('keeps how a number was written', () => {
    const root = read('x: 0x17\n')[0]?.root;
    expect(root?.kind === 'map' && root.entries[0]?.value).toMatchObject({ value: 23, source: '0x17' });
  });

  it('follows aliases and merge keys, written keys first', () => {
    const root = read('a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3\n')[0]?.root;
    expect(root && plainOf(root)).toEqual({ a: { k: 1, l: 2 }, b: { k: 3, l: 2 } });
  });
});

describe('what is wrong in YAML is said where it stands', () => {
  it.each([
    {
      name: 'a key twice',
      text: 'a: 1\na: 2\n',
      said: '2:1  error: the key "a" stands here twice; the first is at line 1',
    },
    { name: 'a tab', text: 'a:\n\t- x\n', said: '2:1  error: Tabs are not allowed as indentation' },
    { name: 'an unknown anchor', text: 'a: *b\n', said: '1:4  error: no anchor &b stands before this alias' },
    { name: 'a key that is a list', text: '? [a]\n: b\n', said: '1:3  error: a key must be plain text' },
    { name: 'deep blocks', text: '- '.repeat(20_000), said: '1:1  error: more than 100 levels of nesting' },
    { name: 'deep brackets', text: '['.repeat(3000), said: 'error:' },
    {
      name: 'aliases that unfold without end',
      text: `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}\n`,
      said: 'error: more than 100000 values',
    },
  ])('$name', ({ text, said }) => {
    const found = read(text).flatMap(({ diagnostics }) => diagnostics.map(each => renderDiagnostic(each, text)));
    expect(found.join('\n')).toContain(said);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:-?[]{}&*!|>\'"%@`#,\n \t'), maxLength: 60 }), text => {
        expect(Array.isArray(read(text))).toBe(true);
      }),
    );
  });

  it('keeps __proto__ as a key like any other', () => {
    const root = read('__proto__: {polluted: 1}\n')[0]?.root;
    expect(root?.kind === 'map' && root.entries[0]?.key).toBe('__proto__');
    expect(root && Object.keys(plainOf(root) as object)).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
  });
});
