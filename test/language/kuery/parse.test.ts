import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Node, Text, Values } from '../../../lib/language/kuery/ast.ts';
import { parse } from '../../../lib/language/kuery/parse.ts';
import { print } from '../../../lib/language/kuery/print.ts';
import { complaintsAbout, queryText } from '../../../lib/language/text/index.ts';

const range = { start: 0, end: 0 };

const quoted: fc.Arbitrary<Text> = fc.string().map(text => ({ parts: [text], isQuoted: true, range }));

const word = fc.oneof(
  fc.constantFrom('and', 'not', 'a or b', 'x y', 'C:\\x', '{"a"}', '*'),
  fc.string({ minLength: 1 }),
);

const unquoted: fc.Arbitrary<Text> = fc
  .array(fc.oneof(word, fc.constant(null)), { minLength: 1, maxLength: 4 })
  .map(found => ({ parts: joined(found), isQuoted: false, range }));

/** Neighbouring literals are one, and so are neighbouring wildcards. */
function joined(parts: readonly (string | null)[]): (string | null)[] {
  const result: (string | null)[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part === null) {
      if (last !== null) result.push(null);
    } else if (typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}

const text = fc.oneof(quoted, unquoted);

const { values } = fc.letrec<{ values: Values }>(tie => ({
  values: fc.oneof(
    { depthSize: 'small' },
    text.map((found): Values => ({ kind: 'value', text: found })),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('values'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('values') }),
  ),
}));

const { node } = fc.letrec<{ node: Node }>(tie => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.record({ kind: fc.constant('is' as const), field: text, value: values, range: fc.constant(range) }),
    text.map((found): Node => ({ kind: 'is', field: null, value: { kind: 'value', text: found }, range })),
    fc.record({
      kind: fc.constant('range' as const),
      field: text,
      operator: fc.constantFrom('<' as const, '>=' as const),
      value: text,
      range: fc.constant(range),
    }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      range: fc.constant(range),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('node'), range: fc.constant(range) }),
    fc.record({ kind: fc.constant('nested' as const), field: text, of: tie('node'), range: fc.constant(range) }),
  ),
}));

function read(query: string) {
  const complaints = complaintsAbout(queryText('query', query));
  return { node: parse(query, complaints), complaints: complaints.found };
}

const withoutRanges = (tree: unknown) =>
  JSON.parse(JSON.stringify(tree, (key, value) => (key === 'range' ? undefined : value)));

describe('what is printed reads as the same query', () => {
  it('for any query', () => {
    fc.assert(
      fc.property(node, query => {
        const { node: again, complaints } = read(print(query));
        expect(complaints).toEqual([]);
        expect(withoutRanges(again)).toEqual(withoutRanges(query));
      }),
      { numRuns: 500 },
    );
  });
});

describe('no text makes the parser throw', () => {
  it('for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), query => void read(query)));
  });

  it('for any heap of the language’s own words', () => {
    const words = 'a : ( ) { } and or not " * \\ < >= x.y "b c"'.split(' ');
    const heap = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map(found => found.join(' '));
    fc.assert(
      fc.property(heap, query => {
        const { node: found, complaints } = read(query);
        expect(found === null).toBe(complaints.length > 0);
      }),
    );
  });

  it.each([
    ['parentheses', '('.repeat(50_000)],
    ['negations', `${'not '.repeat(50_000)}a`],
    ['groups', `a:${'('.repeat(50_000)}`],
    ['braces', 'a:{'.repeat(50_000)],
  ])('however deep: %s', (_, query) =>
    expect(read(query).complaints.map(found => found.message)).toEqual(['nested deeper than 200 levels']),
  );
});

describe('a mistake is shown where it stands', () => {
  it.each([
    ['a:b c:d', 6, 'expected "and", "or" or the end of the query, found ":"'],
    ['a:', 3, 'expected a value, found the end of the query'],
    ['a:(b or c', 10, 'expected ")", found the end of the query'],
    ['a:"b', 3, 'this quoted text is not closed'],
    ['a:C:\\x', 4, 'expected "and", "or" or the end of the query, found ":"'],
    ['a:x\\y', 4, 'a backslash must be written \\\\'],
    ['and b', 1, 'expected a field or a value, found "and"'],
  ])('%s', (query, column, message) => {
    const [found] = read(query).complaints;
    expect([found?.span.column, found?.message]).toEqual([column, message]);
  });
});
