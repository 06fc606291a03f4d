import fc from 'fast-check';
import { bundleRules, createMatcher, createReferenceMatcher } from '../lib/engine/index.ts';
import { event, predicate, routePattern, settings, tables } from '../test/engine/arbitrary.ts';
import { single } from '../test/engine/rule.ts';

const RULES = 2_000;
const EVENTS = 400;

/** Generated rules and events, the same on every run: how many events match differently than the reference says. */
export function smallForm(): number {
  const seeded = { seed: 20_261_121 };
  const wheres = fc.sample(predicate, { ...seeded, numRuns: RULES });
  const routes = fc.sample(fc.array(routePattern, { maxLength: 2 }), { ...seeded, numRuns: RULES });
  const rules = wheres.map((where, at) => ({ rule: single(where, routes[at] ?? [], `r${at}`), staged: false }));
  const bundle = bundleRules(rules, settings);
  const [matcher, reference] = [createMatcher(bundle, tables), createReferenceMatcher(bundle, tables)];
  return fc
    .sample(event, { ...seeded, numRuns: EVENTS })
    .filter(each => JSON.stringify(matcher.match(each)) !== JSON.stringify(reference.match(each))).length;
}
