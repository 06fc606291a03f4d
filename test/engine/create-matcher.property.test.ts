import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bundleRules,
  createMatcher,
  createReferenceMatcher,
  encodeBundle,
  loadBundle,
} from '../../lib/engine/index.ts';
import { event, predicate, routePattern, settings, tables } from './arbitrary.ts';
import { single } from './rule.ts';

const rules = fc
  .array(fc.record({ where: predicate, route: fc.array(routePattern, { maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map(all => all.map(({ where, route }, at) => ({ rule: single(where, route, `r${at}`), staged: false })));

describe('the compiled matcher', () => {
  it('finds what the reference finds, event after event, for generated rules', () => {
    let found = 0;
    fc.assert(
      fc.property(rules, fc.array(event, { minLength: 1, maxLength: 6 }), (rules, events) => {
        const bundle = loadBundle(encodeBundle(bundleRules(rules, settings)));
        const [matcher, reference] = [createMatcher(bundle, tables), createReferenceMatcher(bundle, tables)];
        for (const each of events) {
          const expected = reference.match(each);
          found += expected.matched.length;
          expect(matcher.match(each)).toEqual(expected);
        }
      }),
      { numRuns: 400 },
    );
    // Agreement on "nothing" alone would show little.
    expect(found).toBeGreaterThan(500);
  });
});
