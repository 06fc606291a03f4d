import type { FieldTable, LogEvent } from '../event/index.ts';
import { createContext } from './context.ts';
import type { MatchError, Matcher } from './matcher.ts';
import { evaluatePredicate } from './reference.ts';
import { isRouted } from './route.ts';
import { eventRow } from './row.ts';
import type { RuleBundle } from './rule-bundle.ts';
import { createTables } from './tables.ts';

/** Asks every selector about every event. What all other matchers must equal. */
export function createReferenceMatcher(bundle: RuleBundle, tables: readonly FieldTable[]): Matcher {
  const context = createContext(bundle.settings);
  const tableOf = createTables(tables);
  let evaluations = 0;
  const match = (event: LogEvent): ReturnType<Matcher['match']> => {
    const row = eventRow(event, tableOf(event.source));
    const matched: number[] = [];
    const errors: MatchError[] = [];
    for (const [selector, { route, where }] of bundle.selectors.entries()) {
      if (!isRouted(route, event)) continue;
      evaluations += 1;
      try {
        if (evaluatePredicate(where, row, context)) matched.push(selector);
      } catch (error) {
        errors.push({ selector, error: asError(error) });
      }
    }
    return { matched, errors };
  };
  return {
    match,
    forget: () => {},
    counts: () => ({ evaluations, routed: evaluations, cappedInputs: context.cappedInputs() }),
  };
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
