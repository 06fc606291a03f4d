import type { Comparison, FieldRef, Predicate, Value } from '../../ir/index.ts';
import type { CompareKey } from './ast.ts';

/** A field of a result row: named as its measure, key part or input is. */
export function rowField(name: string): Value & { readonly op: 'field' } {
  const field: FieldRef = { field: name, names: [{ space: 'vendor', name }] };
  return { op: 'field', field };
}

export function limit(value: Value, compare: CompareKey, to: number): Predicate {
  const test = { is: 'number', compare: comparisons[compare], to, numericText: false } as const;
  return { op: 'test', value, test, members: 'any' };
}

const comparisons: Readonly<Record<CompareKey, Comparison>> = {
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  eq: '==',
  neq: '!=',
};
