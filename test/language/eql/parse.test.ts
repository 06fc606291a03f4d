import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../lib/language/eql/parse.ts';
import { print } from '../../../lib/language/eql/print.ts';
import { complaintsAbout, queryText, renderDiagnostic } from '../../../lib/language/text/index.ts';
import { anyQuery } from './arbitrary-query.ts';

function read(text: string) {
  const complaints = complaintsAbout(queryText('query', text));
  return { query: parse(text, complaints), complaints: complaints.found };
}

const withoutRanges = (tree: unknown) =>
  JSON.parse(JSON.stringify(tree, (key, value) => (key === 'range' || key === 'nameRange' ? undefined : value)));

describe('what is printed reads as the same query', () => {
  it('for any query', () => {
    fc.assert(
      fc.property(anyQuery, query => {
        const { query: again, complaints } = read(print(query));
        expect(complaints).toEqual([]);
        expect(withoutRanges(again)).toEqual(withoutRanges(query));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['process where process.name == "sh"'],
    ['any where not (a or b) and c'],
    ['"my-category" where `my-field`.x : ("a*", "b")'],
    [
      'sequence by host.id, ?user.id with maxspan=1m [any where true] by a ![file where true] by b with runs=3 until [any where false] by c',
    ],
    ['sample by host.id [any where a] [any where b]'],
    ['process where a - (b - c) * -d % 2.0 == -(5) | head 4 | tail 2'],
    ['process where not a in~ ("x", 1, null) or ?f not in (true)'],
    ['process where endsWith~(a, "\\\\x\\"") and length(`a``b`) > 1e21'],
  ])('%s', text => expect(print(parsed(text))).toBe(print(parsed(print(parsed(text))))));
});

describe('no text makes the parser throw', () => {
  it('for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => void read(text)));
  });

  it('for any heap of the language’s own words', () => {
    const words =
      'sequence sample by with maxspan = 1 m [ ![ ] any where process not in in~ ( ) , : == a . ? " """ ` like~ regex | head - + * until runs'.split(
        ' ',
      );
    const heap = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map(found => found.join(' '));
    fc.assert(
      fc.property(heap, text => {
        const { query, complaints } = read(text);
        expect(query === null).toBe(complaints.length > 0);
      }),
    );
  });

  it.each([
    ['parentheses', `any where ${'('.repeat(50_000)}`],
    ['negations', `any where ${'not '.repeat(50_000)}true`],
    ['signs', `any where ${'-'.repeat(50_000)}1 == 1`],
    ['sums', `any where ${'1 + '.repeat(50_000)}1 == 1`],
    ['calls', `any where ${'length('.repeat(50_000)}`],
  ])('however deep: %s', (_, text) =>
    expect(read(text).complaints.map(found => found.message)).toEqual(['nested deeper than 200 levels']),
  );

  it('and a long list is not deep', () => {
    const { query } = read(`any where ${Array.from({ length: 20_000 }, (_, i) => `a == ${i}`).join(' or ')}`);
    expect(query).not.toBeNull();
  });
});

describe('a mistake is shown where it stands', () => {
  it.each([
    ['process where name = "sh"', 1, 20, '"=" is not an operator of EQL'],
    ["process where name == 'sh'", 1, 23, 'strings in single quotes are not EQL'],
    ['process where name == "sh', 1, 23, 'this string has no closing quote'],
    ['process where name == "a\\qb"', 1, 25, 'unknown escape "\\\\q"'],
    ['process where a < b < c', 1, 21, 'comparisons cannot be chained: unexpected "<"'],
    ['process where\n  name ==', 2, 10, 'expected a value, found the end of the query'],
    ['process name == "sh"', 1, 9, 'expected "where" after the event category, found "name"'],
    ['process where a[0] == 1', 1, 16, "Elastic's EQL cannot index arrays"],
    ['process where child of [process where true]', 1, 15, '"child of" is Endgame\'s; Elastic\'s EQL has no lineage'],
    ['process where true | unique a', 1, 22, 'Elastic\'s EQL has no pipe "unique"'],
    ['join by a [any where true] [any where true]', 1, 1, "Elastic's EQL has no join"],
    ['sequence with maxspan=5 [any where true] [any where true]', 1, 23, 'a maxspan needs a unit'],
    ['sequence with maxspan=5w [any where true]', 1, 24, 'unknown unit "w"'],
    ['sequence with maxspan=0.5s [any where true]', 1, 23, 'a maxspan is a whole number'],
    ['sequence [any where true] with runs=101', 1, 37, 'runs is from 1 to 100'],
    ['process where a not like "x"', 1, 21, 'expected "in" after "not", found "like"'],
    ['process where a : ?"x"', 1, 19, '?"…" is a raw string in Endgame EQL only'],
    ['process where /* a', 1, 15, 'this comment has no closing */'],
  ])('%s', (text, line, column, message) => {
    const [found] = read(text).complaints;
    expect([found?.span.line, found?.span.column, found?.message]).toEqual([line, column, message]);
  });

  it('with a caret under it', () => {
    const text = 'process where\n  name = "sh"';
    const [found] = read(text).complaints;
    expect(found === undefined ? '' : renderDiagnostic(found, text)).toMatchInlineSnapshot(`
      "query:2:8  error: "=" is not an operator of EQL [eql-syntax]
            name = "sh"
                 ^
          hint: use "==" (case-sensitive) or ":" (case-insensitive)"
    `);
  });
});

function parsed(text: string) {
  const { query, complaints } = read(text);
  if (query === null) throw new Error(JSON.stringify(complaints));
  return query;
}
