import { type EvaluationContext, evaluatePredicate, evaluateValue, type Row } from '../../lib/engine/index.ts';
import type { JsonValue } from '../../lib/event/index.ts';
import { type Predicate, printPredicate, printValue, type Value } from '../../lib/ir/index.ts';

/** One line of an explanation: what was asked, the answer, and what the event has there. */
export interface Explained {
  readonly depth: number;
  readonly holds: boolean;
  readonly text: string;
  /** What the event says, for questions about fields; '' elsewhere. */
  readonly found: string;
}

/** A predicate, part by part, with the answer of each. The truth is the reference evaluator's. */
export function explainPredicate(predicate: Predicate, row: Row, context: EvaluationContext, depth = 0): Explained[] {
  const holds = evaluatePredicate(predicate, row, context);
  const here = (text: string, found = ''): Explained => ({ depth, holds, text, found });
  const below = (inner: Predicate) => explainPredicate(inner, row, context, depth + 1);
  switch (predicate.op) {
    case 'all':
      return [here('all of'), ...predicate.of.flatMap(below)];
    case 'any':
      return [here('any of'), ...predicate.of.flatMap(below)];
    case 'not':
      return [here('not'), ...below(predicate.of)];
    default: {
      const found = valuesOf(predicate).map(value => shown(value, evaluateValue(value, row, context)));
      return [here(printPredicate(predicate).replace(/\s*\n\s*/g, ' '), found.join('; '))];
    }
  }
}

function valuesOf(predicate: Exclude<Predicate, { readonly op: 'all' | 'any' | 'not' }>): readonly Value[] {
  switch (predicate.op) {
    case 'test':
    case 'exists':
      return [predicate.value];
    case 'compare':
      return [predicate.left, predicate.right].filter(value => value.op !== 'constant');
    case 'in-window':
      return [predicate.time];
    case 'some-member':
      return [{ op: 'field', field: predicate.array }];
    case 'always':
    case 'never':
    case 'keyword':
    case 'any-field':
      return [];
    default:
      return predicate satisfies never;
  }
}

/** A value is a command line as often as a page of script. */
const shownLength = 200;

function shown(value: Value, found: JsonValue | undefined): string {
  const name = value.op === 'field' ? value.field.field : printValue(value);
  if (found === undefined) return `${name} is not there`;
  const text = JSON.stringify(found);
  return `${name} is ${text.length > shownLength ? `${text.slice(0, shownLength)}…` : text}`;
}
