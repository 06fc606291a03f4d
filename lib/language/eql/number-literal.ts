import type { Literal } from './ast.ts';
import type { Cursor } from './cursor.ts';
import type { Token } from './tokenize.ts';

export function readNumber(token: Token, cursor: Cursor): Literal {
  const value = Number(token.text);
  const isFloat = /[.eE]/.test(token.text);
  if (!Number.isFinite(value) || (!isFloat && value > Number.MAX_SAFE_INTEGER)) {
    cursor.complain(`the number ${token.text} is too large`, token);
    return { kind: 'literal', value: 0, isFloat, range: { start: token.start, end: token.end } };
  }
  return { kind: 'literal', value, isFloat, range: { start: token.start, end: token.end } };
}

/** So that reading it again gives the same number of the same kind. */
export function printNumber(value: number, isFloat: boolean): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return isFloat && /^-?\d+$/.test(text) ? `${text}.0` : text;
}
