import { type JsonValue, parseIsoMicros } from '../event/index.ts';
import type { Predicate, TextComparison, Value } from '../ir/index.ts';
import { answers, asText, compares, inCase } from './answers.ts';
import type { EvaluationContext } from './context.ts';
import { call, callEach } from './functions/index.ts';
import { isIndexed, leaves, members } from './members.ts';
import { memberRow, type Row } from './row.ts';

/**
 * The meaning of a predicate, as plainly as it can be written. Slow on purpose: the compiled matcher is held to it.
 * Pure but for what the context remembers.
 */
export function evaluatePredicate(predicate: Predicate, row: Row, context: EvaluationContext): boolean {
  switch (predicate.op) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'all':
      return predicate.of.every(part => evaluatePredicate(part, row, context));
    case 'any':
      return predicate.of.some(part => evaluatePredicate(part, row, context));
    case 'not':
      return !evaluatePredicate(predicate.of, row, context);
    case 'test': {
      const value = evaluateValue(predicate.value, row, context);
      if (value === undefined) return false;
      const answer = (member: JsonValue): boolean => answers(predicate.test, member, context);
      if (predicate.members === 'whole' || !Array.isArray(value)) return answer(value);
      return predicate.members === 'any' ? members(value).some(answer) : members(value).every(answer);
    }
    case 'exists': {
      const value = evaluateValue(predicate.value, row, context);
      return predicate.null === 'counts' ? value !== undefined : isIndexed(value);
    }
    case 'compare':
      return comparePairs(predicate, row, context);
    case 'keyword':
      return (
        answers(predicate.test, row.text, context) ||
        leaves(row.record).some(leaf => answers(predicate.test, leaf, context))
      );
    case 'some-member': {
      const array = row.field(predicate.array);
      if (array === undefined || array === null) return false;
      return members(array).some(member => evaluatePredicate(predicate.where, memberRow(member, row), context));
    }
    case 'any-field':
      return row
        .fieldsLike(predicate.pattern)
        .flatMap(members)
        .some(member => answers(predicate.test, member, context));
    case 'in-window': {
      const time = evaluateValue(predicate.time, row, context);
      const micros = typeof time === 'string' ? parseIsoMicros(time) : typeof time === 'number' ? time : null;
      return micros !== null && context.isInWindow(predicate.window, micros);
    }
    default:
      return predicate satisfies never;
  }
}

/** The value of an expression, or undefined for nothing. */
export function evaluateValue(value: Value, row: Row, context: EvaluationContext): JsonValue | undefined {
  switch (value.op) {
    case 'field':
      return row.field(value.field);
    case 'constant':
      return value.value;
    case 'event':
      return row.event(value.what);
    case 'if':
      return evaluateValue(evaluatePredicate(value.test, row, context) ? value.then : value.else, row, context);
    case 'first-of':
      for (const each of value.values) {
        const found = evaluateValue(each, row, context);
        if (found !== undefined) return found;
      }
      return undefined;
    case 'call':
      return (value.each === true ? callEach : call)(
        value.function,
        value.args.map(arg => evaluateValue(arg, row, context)),
        context,
      );
    default:
      return value satisfies never;
  }
}

type Compare = Extract<Predicate, { readonly op: 'compare' }>;

function comparePairs(predicate: Compare, row: Row, context: EvaluationContext): boolean {
  const left = evaluateValue(predicate.left, row, context);
  const right = evaluateValue(predicate.right, row, context);
  if (left === undefined || right === undefined) return false;
  const rights = members(right);
  return members(left).some(a => rights.some(b => comparePair(a, b, predicate)));
}

export function comparePair(
  a: JsonValue,
  b: JsonValue,
  { compare, case: letterCase }: Pick<Compare, 'compare' | 'case'>,
): boolean {
  if (typeof a === 'number' && typeof b === 'number') return !isTextual(compare) && compares(a, compare, b);
  const [left, right] = [asText(a, 'strings'), asText(b, 'strings')];
  if (left === null || right === null) return false;
  const [x, y] = [inCase(left, letterCase), inCase(right, letterCase)];
  switch (compare) {
    case 'contains':
      return x.includes(y);
    case 'starts':
      return x.startsWith(y);
    case 'ends':
      return x.endsWith(y);
    default:
      return compares(x, compare, y);
  }
}

function isTextual(compare: Compare['compare']): compare is TextComparison {
  return compare === 'contains' || compare === 'starts' || compare === 'ends';
}
