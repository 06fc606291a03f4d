import type { Predicate, Value } from '../../ir/index.ts';
import { constant, variablesIn } from './variables.ts';

/** A predicate over an event and variables, in the three parts that a VariableDetection keeps apart. */
export interface SplitPredicate {
  /** Of the event alone: holds wherever the whole could, whatever the variables hold. */
  readonly possible: Predicate;
  /** What the event brings to the decision. */
  readonly carried: readonly Value[];
  /** Over the row of what was carried and the variables. */
  readonly overRow: Predicate;
}

/** `carriedBefore`: values that the same leg carries already; positions go on behind them. */
export function splitPredicate(predicate: Predicate, carriedBefore: readonly Value[] = []): SplitPredicate {
  const carried = [...carriedBefore];
  const overRow = toRow(predicate, value => carried.push(value) - 1);
  return { possible: relax(predicate, true), carried, overRow };
}

/** A value over event and variables as one over the row. `carry` keeps what it needs of the event. */
export function valueOverRow(value: Value, carry: (value: Value) => number): Value {
  if (variablesIn(value).size === 0) return value.op === 'constant' ? value : rowField(carry(value));
  switch (value.op) {
    case 'call':
      return { ...value, args: value.args.map(arg => valueOverRow(arg, carry)) };
    case 'first-of':
      return { ...value, values: value.values.map(inner => valueOverRow(inner, carry)) };
    case 'if':
      return {
        ...value,
        test: toRow(value.test, carry),
        then: valueOverRow(value.then, carry),
        else: valueOverRow(value.else, carry),
      };
    default:
      return value;
  }
}

/** Atoms that read a variable count as whatever lets the whole hold. */
function relax(predicate: Predicate, hopeful: boolean): Predicate {
  if (variablesIn(predicate).size === 0) return predicate;
  if (predicate.op === 'not') return { op: 'not', of: relax(predicate.of, !hopeful) };
  if (predicate.op === 'all' || predicate.op === 'any') {
    return { op: predicate.op, of: predicate.of.map(inner => relax(inner, hopeful)) };
  }
  return { op: hopeful ? 'always' : 'never' };
}

function toRow(predicate: Predicate, carry: (value: Value) => number): Predicate {
  if (variablesIn(predicate).size === 0) return carriedTruth(predicate, carry);
  switch (predicate.op) {
    case 'not':
      return { op: 'not', of: toRow(predicate.of, carry) };
    case 'all':
    case 'any':
      return { op: predicate.op, of: predicate.of.map(inner => toRow(inner, carry)) };
    case 'test':
    case 'exists':
      return { ...predicate, value: valueOverRow(predicate.value, carry) };
    case 'compare':
      return { ...predicate, left: valueOverRow(predicate.left, carry), right: valueOverRow(predicate.right, carry) };
    default:
      throw new Error(`lowering never puts a variable into ${predicate.op}`);
  }
}

/** What the event alone decides travels as one boolean. */
function carriedTruth(predicate: Predicate, carry: (value: Value) => number): Predicate {
  if (predicate.op === 'always' || predicate.op === 'never') return predicate;
  const truth: Value = { op: 'if', test: predicate, then: constant(true), else: constant(false) };
  return { op: 'test', value: rowField(carry(truth)), test: { is: 'boolean', to: true }, members: 'any' };
}

function rowField(position: number): Value {
  const name = `value.${position}`;
  return { op: 'field', field: { field: name, names: [{ space: 'vendor', name }] } };
}
