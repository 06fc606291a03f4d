import type { FunctionName, Predicate, Value } from '../../ir/index.ts';
import { type Complaints, ecsField } from '../text/index.ts';
import { type ArithmeticOperator, type Call, type Expression, type Field, fieldName } from './ast.ts';
import type { Truth } from './logic.ts';
import { typeOf } from './types.ts';

/** What lowering needs to know besides the query. */
export interface Lowering {
  readonly complaints: Complaints;
  /** Could any event carry this field? */
  readonly knowsField: (name: string) => boolean;
  /** `lowerCondition`, which needs this file in turn. */
  readonly condition: (expression: Expression, place: Place) => Truth;
}

/**
 * Where a condition stands. As a `query`, the comparison of a field with constants is Elasticsearch's own, which finds
 * a document or does not: its negation finds those that lack the field. Inside a `script` (as an argument, or compared
 * with null) it is null where the field is missing.
 */
export type Place = 'query' | 'script';

const nothing: Value = { op: 'constant', value: null };

/** An expression as a value of the IR; what is null in EQL is nothing there. */
export function lowerValue(expression: Expression, lowering: Lowering): Value {
  switch (expression.kind) {
    case 'literal':
      return { op: 'constant', value: expression.value };
    case 'field':
      return lowerField(expression, lowering);
    case 'call':
      return lowerCall(expression, lowering);
    case 'arithmetic':
      return each(arithmetic(expression.operator, expression.left, expression.right), [
        lowerValue(expression.left, lowering),
        lowerValue(expression.right, lowering),
      ]);
    case 'negative':
      return each('negate', [lowerValue(expression.of, lowering)]);
    default:
      return truthValue(expression, lowering);
  }
}

export function isMapped(field: Field, lowering: Lowering): boolean {
  return lowering.knowsField(fieldName(field));
}

function lowerField(field: Field, lowering: Lowering): Value {
  if (!isMapped(field, lowering)) return nothing;
  const name = fieldName(field);
  return { op: 'field', field: ecsField(name) };
}

function arithmetic(operator: ArithmeticOperator, left: Expression, right: Expression): FunctionName {
  switch (operator) {
    case '+':
      return 'add';
    case '-':
      return 'subtract';
    case '*':
      return 'multiply';
    case '%':
      return 'modulo';
    case '/':
      // Integers divide to an integer. What a field holds is only known when it is read.
      return [left, right].some(side => typeOf(side) === 'float') ? 'divide' : 'quotient';
    default:
      return operator satisfies never;
  }
}

function lowerCall(call: Call, lowering: Lowering): Value {
  const values = call.args.map(arg => lowerValue(arg, lowering));
  const [first = nothing, second = nothing, third] = values;
  const fold = (value: Value) => (call.ignoresCase ? each('fold', [value]) : value);
  // A null literal where an argument may be left out leaves it out.
  const given = (value: Value | undefined) => (value === undefined || isNullConstant(value) ? [] : [value]);
  switch (call.name.toLowerCase()) {
    case 'add':
      return each('add', values);
    case 'subtract':
      return each('subtract', values);
    case 'multiply':
      return each('multiply', values);
    case 'modulo':
      return each('modulo', values);
    case 'divide':
      return each(call.args.some(arg => typeOf(arg) === 'float') ? 'divide' : 'quotient', values);
    case 'between': {
      const greedy: Value = third === undefined ? nothing : (values[3] ?? { op: 'constant', value: false });
      const args = [first, second, third ?? nothing, isNullConstant(greedy) ? falsehood : greedy];
      return each('between', call.ignoresCase ? [...args, truth] : args);
    }
    case 'concat':
      return each('concat', values);
    case 'indexof':
      return each('index-of', [fold(first), fold(second), ...given(third).map(notNegative)]);
    case 'length':
      return each('length', [first]);
    case 'number':
      return each('to-number', [first, ...given(second)]);
    case 'string':
      return each('to-text', [first]);
    case 'substring':
      return each('substring', [
        first,
        isNullConstant(second) ? { op: 'constant', value: 0 } : second,
        ...given(third),
      ]);
    default:
      // The others answer yes or no.
      return truthValue(call, lowering);
  }
}

function truthValue(expression: Expression, lowering: Lowering): Value {
  const { yes, no } = lowering.condition(expression, 'script');
  return conditional(yes, truth, conditional(no, falsehood, nothing));
}

function conditional(test: Predicate, yes: Value, no: Value): Value {
  return { op: 'if', test, then: yes, else: no };
}

const truth: Value = { op: 'constant', value: true };
const falsehood: Value = { op: 'constant', value: false };

function notNegative(value: Value): Value {
  if (value.op === 'constant' && typeof value.value === 'number')
    return { op: 'constant', value: Math.max(0, value.value) };
  return each('greatest', [value, { op: 'constant', value: 0 }]);
}

export function isNullConstant(value: Value): boolean {
  return value.op === 'constant' && value.value === null;
}

/** Elastic runs a script once for every member of a field that holds several. */
function each(name: FunctionName, args: readonly Value[]): Value {
  return args.every(arg => arg.op === 'constant')
    ? { op: 'call', function: name, args }
    : { op: 'call', function: name, args, each: true };
}
