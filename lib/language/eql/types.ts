import type { Expression } from './ast.ts';
import { eqlFunctions } from './functions.ts';

/** What is known of an expression's values before any event is seen. A field is `unknown`. */
export type Type = 'string' | 'integer' | 'float' | 'boolean' | 'null' | 'unknown';

export function typeOf(expression: Expression): Type {
  switch (expression.kind) {
    case 'literal':
      return typeOfLiteral(expression.value, expression.isFloat);
    case 'field':
      return 'unknown';
    case 'call': {
      const known = eqlFunctions.get(expression.name.toLowerCase());
      if (known === undefined) return 'unknown';
      if (known.result !== 'number') return known.result;
      return isInteger(known.name) || expression.args.every(arg => typeOf(arg) === 'integer') ? 'integer' : 'float';
    }
    case 'arithmetic':
      return [expression.left, expression.right].some(side => typeOf(side) === 'float') ? 'float' : 'integer';
    case 'negative':
      return typeOf(expression.of) === 'float' ? 'float' : 'integer';
    default:
      return 'boolean';
  }
}

/** Does it read no field? */
export function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return true;
    case 'field':
      return false;
    case 'call':
      return expression.args.every(isConstant);
    case 'and':
    case 'or':
      return expression.of.every(isConstant);
    case 'not':
    case 'negative':
      return isConstant(expression.of);
    case 'compare':
    case 'arithmetic':
      return isConstant(expression.left) && isConstant(expression.right);
    case 'pattern':
      return isConstant(expression.value);
    case 'in':
      return isConstant(expression.value) && expression.items.every(isConstant);
    default:
      return expression satisfies never;
  }
}

function typeOfLiteral(value: string | number | boolean | null, isFloat: boolean): Type {
  if (value === null) return 'null';
  if (typeof value === 'number') return isFloat ? 'float' : 'integer';
  return typeof value === 'string' ? 'string' : 'boolean';
}

function isInteger(functionName: string): boolean {
  return functionName === 'length' || functionName === 'indexOf';
}
