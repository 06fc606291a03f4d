import { type Complaints, didYouMean } from '../text/index.ts';
import { type Call, type Expression, fieldName } from './ast.ts';
import { type EqlFunction, endgameFunctions, eqlFunctions, type Parameter } from './functions.ts';
import { isConstant, type Type, typeOf } from './types.ts';

/** Says everything that Elastic's verifier would say about an expression. */
export function checkTypes(expression: Expression, complaints: Complaints): void {
  switch (expression.kind) {
    case 'literal':
    case 'field':
      break;
    case 'call':
      checkCall(expression, complaints);
      break;
    case 'and':
    case 'or':
      for (const part of expression.of) checkCondition(part, complaints);
      break;
    case 'not':
      checkCondition(expression.of, complaints);
      break;
    case 'negative':
      checkNumber(expression.of, complaints);
      break;
    case 'arithmetic':
      checkNumber(expression.left, complaints);
      checkNumber(expression.right, complaints);
      break;
    case 'compare':
      checkTypes(expression.left, complaints);
      checkTypes(expression.right, complaints);
      checkComparison(expression.left, expression.right, expression, complaints);
      break;
    case 'pattern':
      checkTypes(expression.value, complaints);
      expectType(expression.value, 'string', `"${expression.operator}" compares strings`, complaints);
      for (const one of expression.patterns) {
        expectType(one, 'string', `"${expression.operator}" takes strings`, complaints);
      }
      break;
    case 'in':
      checkTypes(expression.value, complaints);
      for (const item of expression.items) checkItem(expression.value, item, complaints);
      break;
    default:
      expression satisfies never;
  }
}

function checkItem(value: Expression, item: Expression, complaints: Complaints): void {
  checkTypes(item, complaints);
  if (isConstant(item)) checkComparison(value, item, item, complaints);
  else complaints.add('error', 'eql-unsupported', '"in" takes a list of constants', item.range);
}

/** As a condition: it must be a boolean, or a field that may hold one. */
export function checkCondition(expression: Expression, complaints: Complaints): void {
  checkTypes(expression, complaints);
  const type = typeOf(expression);
  if (type === 'boolean' || type === 'null' || type === 'unknown') return;
  complaints.add('error', 'eql-type', `a condition is true or false; this is a ${named(type)}`, expression.range);
}

function checkComparison(left: Expression, right: Expression, at: Expression, complaints: Complaints): void {
  if (!isConstant(left) && !isConstant(right)) {
    const message = "Elastic's EQL cannot compare a field with another field";
    complaints.add('error', 'eql-unsupported', message, at.range, 'compare each with a constant');
    return;
  }
  const types = [typeOf(left), typeOf(right)].map(comparable);
  if (types[0] === types[1] || types.includes('unknown') || types.includes('null')) return;
  const message = `a ${named(typeOf(left))} cannot be compared with a ${named(typeOf(right))}`;
  complaints.add('error', 'eql-type', message, at.range);
}

function checkCall(call: Call, complaints: Complaints): void {
  for (const arg of call.args) checkTypes(arg, complaints);
  const known = eqlFunctions.get(call.name.toLowerCase());
  if (known === undefined) {
    complainUnknown(call, complaints);
    return;
  }
  if (call.ignoresCase && !known.hasCaselessForm) {
    complaints.add(
      'error',
      'eql-type',
      `${known.name} has no case-insensitive form`,
      call.nameRange,
      'leave the ~ out',
    );
  }
  const least = known.args.filter(arg => !arg.isOptional).length;
  const most = known.isVariadic ? Number.POSITIVE_INFINITY : known.args.length;
  if (call.args.length < least || call.args.length > most) {
    const wanted = most === least ? `${least}` : known.isVariadic ? `at least ${least}` : `${least} to ${most}`;
    const message = `${known.name} takes ${wanted} argument${wanted === '1' ? '' : 's'}, found ${call.args.length}`;
    complaints.add('error', 'eql-type', message, call.range);
    return;
  }
  call.args.forEach((arg, index) => void checkArgument(known, index, arg, complaints));
}

function checkArgument(known: EqlFunction, index: number, arg: Expression, complaints: Complaints): void {
  const parameter: Parameter | undefined = known.args[Math.min(index, known.args.length - 1)];
  if (parameter === undefined) return;
  if (parameter.mustBeConstant && !isConstant(arg)) {
    const message = `argument ${index + 1} of ${known.name} must be a constant`;
    complaints.add('error', 'eql-type', message, arg.range);
  } else if (parameter.type !== 'any') {
    expectType(arg, parameter.type, `argument ${index + 1} of ${known.name} is a ${parameter.type}`, complaints);
  }
}

function complainUnknown(call: Call, complaints: Complaints): void {
  const instead = endgameFunctions.get(call.name.toLowerCase());
  const names = [...eqlFunctions.values()].map(one => one.name);
  const message =
    instead === undefined
      ? `unknown function "${call.name}"${didYouMean(call.name, names)}`
      : `Elastic's EQL has no function "${call.name}"`;
  const hint = instead ?? `the functions are ${names.join(', ')}`;
  complaints.add('error', instead === undefined ? 'eql-type' : 'eql-unsupported', message, call.nameRange, hint);
}

function checkNumber(expression: Expression, complaints: Complaints): void {
  checkTypes(expression, complaints);
  expectType(expression, 'number', 'arithmetic is done with numbers', complaints);
}

function expectType(
  expression: Expression,
  wanted: 'string' | 'number' | 'integer' | 'boolean',
  rule: string,
  complaints: Complaints,
): void {
  const type = typeOf(expression);
  if (type === 'unknown' || type === 'null' || type === wanted) return;
  if (wanted === 'number' && (type === 'integer' || type === 'float')) return;
  const what = expression.kind === 'field' ? fieldName(expression) : `a ${named(type)}`;
  complaints.add('error', 'eql-type', `${rule}; this is ${what}`, expression.range);
}

function comparable(type: Type): string {
  return type === 'integer' || type === 'float' ? 'number' : type;
}

function named(type: Type): string {
  return type === 'integer' || type === 'float' ? 'number' : type;
}
