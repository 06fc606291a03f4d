import type { DecideContext } from '../correlation/index.ts';
import { evaluatePredicate, evaluateValue, recordRow } from '../engine/index.ts';
import type { PreparedRule } from './prepared-rule.ts';
import type { Run } from './run.ts';

/** What decisions need of the engine and the clock. */
export function decideContext(rule: PreparedRule, run: Run): DecideContext {
  const { context, learningSince } = run.ports.rules;
  return {
    now: run.now,
    keeping: rule.keeping,
    learningSince: learningSince(rule.rule.meta.id),
    holds: (predicate, row) => evaluatePredicate(predicate, recordRow(row), context),
    valueOf: (value, row) => evaluateValue(value, recordRow(row), context),
    windowStarts: context.windowStarts,
  };
}
