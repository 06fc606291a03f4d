import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bundleRules, createMatcher, createReferenceMatcher, emptySettings } from '../../../lib/engine/index.ts';
import { fieldTables } from '../../../lib/sources/index.ts';
import { eventOf } from '../../sources/read.ts';
import { compile } from './queried.ts';

/** A row of two columns; Kusto's texts have no null, its numbers have. */
interface Columns {
  readonly s?: string;
  readonly n?: number;
}

/** A condition, and what Kusto's documentation says of it, written down once more without any of ours. */
interface Condition {
  readonly text: string;
  readonly holds: (row: Columns) => boolean;
}

const words = ['ann', 'Ann', 'run as ann', 'annex', '/bin/ann', '7', 'x_ann_y', ''];
const word = fc.constantFrom('ann', 'ANN', 'x', 'bin', '7');
const limit = fc.integer({ min: 0, max: 4 });
const s = ({ s: text = '' }: Columns) => text;
const lower = (text: string) => text.toLowerCase();
const terms = (text: string) => lower(text).split(/[^a-z0-9]+/);
const compared = (n: number | undefined, test: (n: number) => boolean) => n !== undefined && test(n);

const textConditions = word.chain(w =>
  fc.constantFrom<Condition>(
    { text: `s == "${w}"`, holds: row => s(row) === w },
    { text: `s != "${w}"`, holds: row => s(row) !== w },
    { text: `s =~ "${w}"`, holds: row => lower(s(row)) === lower(w) },
    { text: `s !~ "${w}"`, holds: row => lower(s(row)) !== lower(w) },
    { text: `s in ("${w}", "annex")`, holds: row => [w, 'annex'].includes(s(row)) },
    { text: `s !in~ ("${w}", "ANNEX")`, holds: row => ![lower(w), 'annex'].includes(lower(s(row))) },
    { text: `s contains "${w}"`, holds: row => lower(s(row)).includes(lower(w)) },
    { text: `s !contains_cs "${w}"`, holds: row => !s(row).includes(w) },
    { text: `s startswith "${w}"`, holds: row => lower(s(row)).startsWith(lower(w)) },
    { text: `s !endswith "${w}"`, holds: row => !lower(s(row)).endsWith(lower(w)) },
    { text: `s has "${w}"`, holds: row => terms(s(row)).includes(lower(w)) },
    { text: `s !has "${w}"`, holds: row => !terms(s(row)).includes(lower(w)) },
    { text: `s has_any ("${w}", "run")`, holds: row => terms(s(row)).some(term => [lower(w), 'run'].includes(term)) },
    { text: `s hasprefix "${w}"`, holds: row => terms(s(row)).some(term => term.startsWith(lower(w))) },
    { text: `s matches regex "^${w}|${w}$"`, holds: row => s(row).startsWith(w) || s(row).endsWith(w) },
    { text: `tolower(s) == "${w}"`, holds: row => lower(s(row)) === w },
    { text: `indexof(s, "${w}") == -1`, holds: row => !s(row).includes(w) },
    { text: `strcat(s, "-", n) == "${w}-2"`, holds: row => s(row) === w && row.n === 2 },
    { text: 'isempty(s)', holds: row => s(row) === '' },
    { text: 'isnotempty(s)', holds: row => s(row) !== '' },
  ),
);

const numberConditions = limit.chain(k =>
  fc.constantFrom<Condition>(
    { text: `n > ${k}`, holds: row => compared(row.n, n => n > k) },
    { text: `n <= ${k}`, holds: row => compared(row.n, n => n <= k) },
    { text: `n == ${k}`, holds: row => row.n === k },
    { text: `n != ${k}`, holds: row => row.n !== k },
    { text: `n between (1 .. ${k})`, holds: row => compared(row.n, n => n >= 1 && n <= k) },
    { text: `n * 2 + 1 >= ${k}`, holds: row => compared(row.n, n => n * 2 + 1 >= k) },
    { text: `n in (${k}, 9)`, holds: row => row.n === k },
    { text: 'isnull(n)', holds: row => row.n === undefined },
    { text: `strlen(s) > ${k}`, holds: row => s(row).length > k },
    { text: `strlen(s) == 0`, holds: row => s(row).length === 0 },
    {
      text: `case(n > ${k}, "many", isnull(n), "none", "few") != "few"`,
      holds: row => row.n === undefined || row.n > k,
    },
    { text: `iff(s == "ann", n, ${k}) > 2`, holds: row => compared(s(row) === 'ann' ? row.n : k, n => n > 2) },
  ),
);

const condition: fc.Arbitrary<Condition> = fc.letrec<{ tree: Condition }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    textConditions,
    numberConditions,
    fc.tuple(tie('tree'), tie('tree')).map(
      ([a, b]): Condition => ({
        text: `(${a.text}) and (${b.text})`,
        holds: row => a.holds(row) && b.holds(row),
      }),
    ),
    fc.tuple(tie('tree'), tie('tree')).map(
      ([a, b]): Condition => ({
        text: `(${a.text}) or (${b.text})`,
        holds: row => a.holds(row) || b.holds(row),
      }),
    ),
    tie('tree').map((of): Condition => ({ text: `not(${of.text})`, holds: row => !of.holds(row) })),
  ),
})).tree;

const columns: fc.Arbitrary<Columns> = fc
  .record({ s: fc.option(fc.constantFrom(...words), { nil: undefined }), n: fc.option(limit, { nil: undefined }) })
  .map(({ s: text, n }) => ({ ...(text === undefined ? {} : { s: text }), ...(n === undefined ? {} : { n }) }));

it('a condition holds of a row compiled, by the reference, and as it is documented', () => {
  let found = 0;
  const tables = Object.values(fieldTables);
  fc.assert(
    fc.property(condition, fc.array(columns, { minLength: 1, maxLength: 8 }), ({ text, holds }, rows) => {
      const { rule, diagnostics } = compile(`T | where ${text}`);
      if (rule === null) throw new Error(`${text}: ${JSON.stringify(diagnostics)}`);
      const bundle = bundleRules([{ rule, staged: false }], emptySettings);
      const [matcher, reference] = [createMatcher(bundle, tables), createReferenceMatcher(bundle, tables)];
      for (const row of rows) {
        const event = eventOf({ timestamp: '2026-01-15T12:00:00Z', Type: 'T', ...row });
        const matched = matcher.match(event);
        expect(matched, text).toEqual(reference.match(event));
        expect(matched.matched.length > 0, `${text} of ${JSON.stringify(row)}`).toBe(holds(row));
        if (holds(row)) found++;
      }
    }),
    { numRuns: 120 },
  );
  // Agreement on "nothing" alone would show little.
  expect(found).toBeGreaterThan(100);
});
