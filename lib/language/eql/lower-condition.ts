import type { Predicate, Value } from '../../ir/index.ts';
import { type ComparisonOperator, type Expression, fieldName, type Literal } from './ast.ts';
import {
  any,
  certain,
  conjunction,
  disjunction,
  isFalse,
  isKnown,
  isNull,
  isTrue,
  knownWhere,
  negate,
  not,
  type Truth,
} from './logic.ts';
import { lowerBooleanCall } from './lower-boolean-call.ts';
import { isNullConstant, type Lowering, lowerValue, type Place } from './lower-value.ts';
import { lowerRegex } from './lucene-regex.ts';
import { equalsAny, likeAny, test } from './string-test.ts';
import { isConstant, typeOf } from './types.ts';

/** A condition as what makes it true and what makes it false. */
export function lowerCondition(expression: Expression, lowering: Lowering, place: Place): Truth {
  switch (expression.kind) {
    case 'and':
      return conjunction(expression.of.map(part => lowerCondition(part, lowering, place)));
    case 'or':
      return disjunction(expression.of.map(part => lowerCondition(part, lowering, place)));
    case 'not':
      return negate(lowerCondition(expression.of, lowering, place));
    case 'literal':
      return expression.value === true ? isTrue : expression.value === false ? isFalse : isNull;
    case 'field':
      return compareWith(expression, place, lowering, value => test(value, { is: 'boolean', to: true }));
    case 'call':
      return lowerBooleanCall(expression, lowering);
    case 'compare':
      return lowerComparison(expression.operator, expression.left, expression.right, lowering, place);
    case 'pattern': {
      const { operator } = expression;
      return compareWith(expression.value, place, lowering, value => {
        const texts = expression.patterns.flatMap(one => (typeof one.value === 'string' ? [one.value] : []));
        switch (operator) {
          case ':':
          case 'like~':
            return likeAny(value, texts, 'insensitive');
          case 'like':
            return likeAny(value, texts, 'sensitive');
          case 'regex':
            return any(expression.patterns.map(one => regexPredicate(value, one, false, lowering)));
          case 'regex~':
            return any(expression.patterns.map(one => regexPredicate(value, one, true, lowering)));
          default:
            return operator satisfies never;
        }
      });
    }
    case 'in': {
      const found = compareWith(expression.value, place, lowering, value =>
        any(inGroups(value, expression.items, expression.ignoresCase, lowering)),
      );
      return expression.isNegated ? negate(found) : found;
    }
    case 'arithmetic':
    case 'negative':
      return isNull;
    default:
      return expression satisfies never;
  }
}

/** A question to the value of an expression: who is asked decides what its negation means. */
function compareWith(
  subject: Expression,
  place: Place,
  lowering: Lowering,
  question: (value: Value) => Predicate,
): Truth {
  const value = lowerValue(subject, lowering);
  if (isNullConstant(value)) return isNull;
  const yes = question(value);
  return subject.kind === 'field' && place === 'query' ? certain(yes) : knownWhere(isKnown(value), yes);
}

function lowerComparison(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  lowering: Lowering,
  place: Place,
): Truth {
  if (isConstant(left) && !isConstant(right)) return lowerComparison(mirrored[operator], right, left, lowering, place);
  if (operator === '!=') return negate(lowerComparison('==', left, right, lowering, place));
  if (isNullLiteral(left) && operator === '==') return compareWithNull(right, lowering);
  if (isNullLiteral(right)) return operator === '==' ? compareWithNull(left, lowering) : isNull;
  if (right.kind === 'literal' && typeof right.value === 'boolean' && operator === '==') {
    if (left.kind === 'field') {
      const to = right.value;
      return compareWith(left, place, lowering, value => test(value, { is: 'boolean', to }));
    }
    const condition = lowerCondition(left, lowering, place);
    return right.value ? condition : negate(condition);
  }
  if (right.kind === 'literal') return compareWith(left, place, lowering, value => literalTest(operator, value, right));
  const constant = lowerValue(right, lowering);
  const known = isKnown(constant);
  const compared = compareWith(left, place, lowering, value => ({
    op: 'compare',
    left: value,
    compare: operator,
    right: constant,
    case: 'sensitive',
  }));
  return known.op === 'always' ? compared : conjunction([compared, { yes: known, no: { op: 'never' } }]);
}

/** Whether an expression is null is never null itself. */
function compareWithNull(subject: Expression, lowering: Lowering): Truth {
  if (typeOf(subject) === 'boolean') {
    const { yes, no } = lowerCondition(subject, lowering, 'script');
    return certain(not(any([yes, no])));
  }
  return certain(not(isKnown(lowerValue(subject, lowering))));
}

function literalTest(operator: ComparisonOperator, value: Value, literal: Literal): Predicate {
  if (typeof literal.value === 'number') {
    return test(value, { is: 'number', compare: operator, to: literal.value, numericText: true });
  }
  if (operator === '==' && typeof literal.value === 'string') return equalsAny(value, [literal.value], 'sensitive');
  const right: Value = { op: 'constant', value: literal.value };
  return { op: 'compare', left: value, compare: operator, right, case: 'sensitive' };
}

function inGroups(value: Value, items: readonly Expression[], ignoresCase: boolean, lowering: Lowering): Predicate[] {
  const texts = items.flatMap(item => (item.kind === 'literal' && typeof item.value === 'string' ? [item.value] : []));
  const others = items.filter(
    item => !(item.kind === 'literal' && typeof item.value === 'string') && !isNullLiteral(item),
  );
  return [
    ...(texts.length === 0 ? [] : [equalsAny(value, texts, ignoresCase ? 'insensitive' : 'sensitive')]),
    ...others.map((item): Predicate => {
      if (item.kind === 'literal' && typeof item.value === 'boolean')
        return test(value, { is: 'boolean', to: item.value });
      if (item.kind === 'literal') return literalTest('==', value, item);
      return { op: 'compare', left: value, compare: '==', right: lowerValue(item, lowering), case: 'sensitive' };
    }),
  ];
}

function regexPredicate(value: Value, pattern: Literal, ignoresCase: boolean, lowering: Lowering): Predicate {
  const source = typeof pattern.value === 'string' ? pattern.value : '';
  const regex = lowerRegex(source, ignoresCase);
  if ('problem' in regex) {
    lowering.complaints.add('error', 'eql-regex', regex.problem, pattern.range, regex.hint);
    return { op: 'never' };
  }
  return test(value, regex.test);
}

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function isNullLiteral(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.value === null;
}

/** Every field of the expression that no event could carry and that is not marked as optional. */
export function complainOfUnknownFields(expression: Expression, lowering: Lowering): void {
  for (const field of fieldsOf(expression)) {
    const name = fieldName(field);
    if (field.isOptional || lowering.knowsField(name)) continue;
    const hint = `it counts as null; write ?${name} if that is meant`;
    lowering.complaints.add('warning', 'unmapped-field', `no event has the field ${name}`, field.range, hint);
  }
}

function fieldsOf(expression: Expression): readonly Extract<Expression, { kind: 'field' }>[] {
  switch (expression.kind) {
    case 'field':
      return [expression];
    case 'literal':
      return [];
    case 'call':
      return expression.args.flatMap(fieldsOf);
    case 'and':
    case 'or':
      return expression.of.flatMap(fieldsOf);
    case 'not':
    case 'negative':
      return fieldsOf(expression.of);
    case 'compare':
    case 'arithmetic':
      return [...fieldsOf(expression.left), ...fieldsOf(expression.right)];
    case 'pattern':
      return fieldsOf(expression.value);
    case 'in':
      return [...fieldsOf(expression.value), ...expression.items.flatMap(fieldsOf)];
    default:
      return expression satisfies never;
  }
}
