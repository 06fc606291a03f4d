import type { Predicate, Value } from '../../ir/index.ts';

/** What a column of the rows is, in terms of the event; undefined keeps the column as it stands. */
export type Columns = (name: string) => Value | undefined;

export function substituteValue(value: Value, columns: Columns): Value {
  switch (value.op) {
    case 'field':
      return columns(value.field.field) ?? value;
    case 'constant':
    case 'event':
      return value;
    case 'call':
      return { ...value, args: value.args.map(arg => substituteValue(arg, columns)) };
    case 'if':
      return {
        op: 'if',
        test: substitutePredicate(value.test, columns),
        then: substituteValue(value.then, columns),
        else: substituteValue(value.else, columns),
      };
    case 'first-of':
      return { ...value, values: value.values.map(inner => substituteValue(inner, columns)) };
    default:
      return value satisfies never;
  }
}

export function substitutePredicate(predicate: Predicate, columns: Columns): Predicate {
  switch (predicate.op) {
    case 'all':
    case 'any':
      return { ...predicate, of: predicate.of.map(inner => substitutePredicate(inner, columns)) };
    case 'not':
      return { ...predicate, of: substitutePredicate(predicate.of, columns) };
    case 'test':
    case 'exists':
      return { ...predicate, value: substituteValue(predicate.value, columns) };
    case 'compare':
      return {
        ...predicate,
        left: substituteValue(predicate.left, columns),
        right: substituteValue(predicate.right, columns),
      };
    case 'in-window':
      return { ...predicate, time: substituteValue(predicate.time, columns) };
    case 'always':
    case 'never':
    case 'keyword':
    case 'any-field':
    case 'some-member':
      return predicate;
    default:
      return predicate satisfies never;
  }
}

/** Does it depend on when the query runs? */
export function readsTick(node: unknown): boolean {
  return JSON.stringify(node).includes('"$tick"');
}
