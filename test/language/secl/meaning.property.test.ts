import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bundleRules, createMatcher, createReferenceMatcher, emptySettings } from '../../../lib/engine/index.ts';
import type { Expression } from '../../../lib/language/secl/ast.ts';
import { secl } from '../../../lib/language/secl/index.ts';
import { print } from '../../../lib/language/secl/print.ts';
import { fieldTables } from '../../../lib/sources/index.ts';
import { eventOf } from '../../sources/read.ts';
import { execution, expression } from './arbitrary-expression.ts';
import { holds } from './obvious-evaluator.ts';

const tables = Object.values(fieldTables);

it('an expression holds of an event compiled, by the reference, and as the tree says', () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(expression, { minLength: 1, maxLength: 4 }),
      fc.array(execution, { maxLength: 6 }),
      (trees, executions) => {
        const bundle = bundleRules(trees.map(ruleOf), emptySettings);
        const [matcher, reference] = [createMatcher(bundle, tables), createReferenceMatcher(bundle, tables)];
        for (const fields of executions) {
          const event = eventOf({ ...document, ...fields });
          const matched = matcher.match(event);
          expect(matched).toEqual(reference.match(event));
          const expected = trees.map(tree => holds(tree, fields));
          const names = namesOf(bundle, matched.matched);
          expect(trees.map((_, at) => names.has(`r${at}`))).toEqual(expected);
          found += expected.filter(Boolean).length;
        }
      },
    ),
    { numRuns: 300 },
  );
  // Agreement on "nothing" alone would show little.
  expect(found).toBeGreaterThan(500);
});

function ruleOf(tree: Expression, at: number) {
  const compiled = secl.compileQuery?.(print(tree), { values: {}, exceptions: {} });
  if (compiled?.rule === undefined || compiled.rule === null)
    throw new Error(`${print(tree)}: ${JSON.stringify(compiled?.diagnostics)}`);
  const { rule } = compiled;
  return { rule: { ...rule, meta: { ...rule.meta, id: `r${at}` } }, staged: false };
}

/** A document of ECS, as an agent on the host ships it. */
const document = { '@timestamp': '2026-01-15T12:00:00Z', 'event.category': ['process'], 'event.type': ['start'] };

function namesOf(bundle: ReturnType<typeof bundleRules>, selectors: readonly number[]): ReadonlySet<string> {
  return new Set(
    selectors.flatMap(at => bundle.selectors[at]?.uses ?? []).map(({ rule }) => bundle.rules[rule]?.rule.meta.id ?? ''),
  );
}
