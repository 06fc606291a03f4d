import type { Predicate, Value } from '../../ir/index.ts';
import type { Complaints } from '../text/index.ts';
import { literalOf, type Node } from './ast.ts';

type RangeNode = Extract<Node, { readonly kind: 'range' }>;

/** Numbers compare as numbers, times as times, all else as text by code units. */
export function rangePredicate(node: RangeNode, complaints: Complaints): Predicate {
  const name = literalOf(node.field);
  const bound = literalOf(node.value);
  const complain = (message: string, at: RangeNode['value']): Predicate => {
    complaints.add('error', 'kuery-unsupported', message, at.range);
    return { op: 'never' };
  };
  if (name === null) return complain('a range needs a field without wildcards', node.field);
  if (bound === null) return complain('a range has no wildcards', node.value);
  const value: Value = { op: 'field', field: { field: name, names: [{ space: 'ecs', name }] } };
  const number = bound.trim() === '' ? Number.NaN : Number(bound);
  if (Number.isFinite(number)) {
    const test = { is: 'number', compare: node.operator, to: number, numericText: true } as const;
    return { op: 'test', value, test, members: 'any' };
  }
  if (/^now(?:[-+/]|$)/.test(bound)) {
    return complain('a range from the time of the search cannot hold on a stream', node.value);
  }
  const time = /^\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d.*)?)?)?$/.test(bound) ? Date.parse(bound) : Number.NaN;
  if (Number.isNaN(time)) {
    const right: Value = { op: 'constant', value: bound };
    return { op: 'compare', left: value, compare: node.operator, right, case: 'sensitive' };
  }
  const right: Value = { op: 'constant', value: time * 1000 };
  const left: Value = { op: 'call', function: 'time-micros', args: [value] };
  return { op: 'compare', left, compare: node.operator, right, case: 'sensitive' };
}
