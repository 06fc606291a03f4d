import type { ArithmeticOperator, ComparisonOperator, Expression, Literal, PatternOperator } from './ast.ts';
import { type Cursor, describe } from './cursor.ts';
import { readNumber } from './number-literal.ts';
import { parseCall, parseField } from './parse-name.ts';

/** `or` binds least, then `and`, `not`, comparisons (which do not chain), `+ -`, `* / %`, and the sign. */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.nested(() => parseLogical(cursor, 'or', () => parseLogical(cursor, 'and', () => parseNot(cursor))));
}

function parseLogical(cursor: Cursor, kind: 'and' | 'or', operand: () => Expression): Expression {
  const first = operand();
  const of = [first];
  while (cursor.takeWord(kind)) of.push(operand());
  return of.length === 1 ? first : { kind, of, range: { start: first.range.start, end: cursor.lastEnd } };
}

function parseNot(cursor: Cursor): Expression {
  const { start } = cursor.peek();
  if (!cursor.takeWord('not')) return parseComparison(cursor);
  const of = cursor.nested(() => parseNot(cursor));
  return { kind: 'not', of, range: { start, end: cursor.lastEnd } };
}

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const lineage: ReadonlySet<string> = new Set(['child', 'descendant', 'event']);

function parseComparison(cursor: Cursor): Expression {
  refuseLineage(cursor);
  const left = parseSum(cursor);
  const found = parsePredicate(cursor, left);
  if (found === null) return left;
  if (isPredicateStart(cursor)) {
    cursor.stop(
      `comparisons cannot be chained: unexpected ${describe(cursor.peek())}`,
      cursor.peek(),
      'join two with "and"',
    );
  }
  return found;
}

function parsePredicate(cursor: Cursor, left: Expression): Expression | null {
  const token = cursor.peek();
  if (cursor.isSymbol('=')) {
    cursor.stop('"=" is not an operator of EQL', token, 'use "==" (case-sensitive) or ":" (case-insensitive)');
  }
  const rangeTo = (end: number) => ({ start: left.range.start, end });
  if (token.kind === 'symbol' && comparisons.has(token.text)) {
    cursor.next();
    const right = parseSum(cursor);
    return { kind: 'compare', operator: token.text as ComparisonOperator, left, right, range: rangeTo(cursor.lastEnd) };
  }
  const pattern = patternOperator(cursor);
  if (pattern !== null) {
    cursor.next();
    const patterns = parsePatterns(cursor, pattern);
    return { kind: 'pattern', operator: pattern, value: left, patterns, range: rangeTo(cursor.lastEnd) };
  }
  const isNegated = cursor.isWord('not');
  if (!cursor.isWord('in', isNegated ? 1 : 0)) {
    if (isNegated) {
      cursor.stop(
        `expected "in" after "not", found ${describe(cursor.peek(1))}`,
        cursor.peek(1),
        'write "not" before the comparison',
      );
    }
    return null;
  }
  if (isNegated) cursor.next();
  const ignoresCase = cursor.next().tilde;
  const items = parseList(cursor, () => parseExpression(cursor));
  return { kind: 'in', ignoresCase, isNegated, value: left, items, range: rangeTo(cursor.lastEnd) };
}

function isPredicateStart(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind === 'symbol') return comparisons.has(token.text) || token.text === ':' || token.text === '=';
  return token.kind === 'name' && ['like', 'regex', 'in'].includes(token.text);
}

function patternOperator(cursor: Cursor): PatternOperator | null {
  const { kind, text, tilde } = cursor.peek();
  if (kind === 'symbol' && text === ':') return ':';
  if (kind !== 'name' || (text !== 'like' && text !== 'regex')) return null;
  return tilde ? `${text}~` : text;
}

function parsePatterns(cursor: Cursor, operator: PatternOperator): readonly Literal[] {
  const one = (): Literal => {
    const token = cursor.peek();
    const value = parseSum(cursor);
    if (value.kind === 'literal') return value;
    return cursor.stop(`"${operator}" compares with constants only`, { start: token.start, end: cursor.lastEnd });
  };
  return cursor.isSymbol('(') ? parseList(cursor, one) : [one()];
}

function parseList<T>(cursor: Cursor, item: () => T): readonly T[] {
  cursor.expectSymbol('(', 'before the list');
  const items = [item()];
  while (cursor.takeSymbol(',')) items.push(item());
  cursor.expectSymbol(')', 'after the list');
  return items;
}

function parseSum(cursor: Cursor): Expression {
  return parseArithmetic(cursor, ['+', '-'], () => parseArithmetic(cursor, ['*', '/', '%'], () => parseSigned(cursor)));
}

/** Left to right; every step nests the tree by one, so a long sum counts as deep. */
function parseArithmetic(cursor: Cursor, operators: readonly string[], operand: () => Expression): Expression {
  const first = operand();
  const extend = (left: Expression): Expression => {
    const { kind, text } = cursor.peek();
    if (kind !== 'symbol' || !operators.includes(text)) return left;
    cursor.next();
    const right = operand();
    const range = { start: left.range.start, end: cursor.lastEnd };
    return cursor.nested(() =>
      extend({ kind: 'arithmetic', operator: text as ArithmeticOperator, left, right, range }),
    );
  };
  return extend(first);
}

function parseSigned(cursor: Cursor): Expression {
  const { start } = cursor.peek();
  if (cursor.isSymbol('-')) {
    cursor.next();
    const isNumber = cursor.peek().kind === 'number';
    const of = cursor.nested(() => parseSigned(cursor));
    const range = { start, end: cursor.lastEnd };
    if (isNumber && of.kind === 'literal' && typeof of.value === 'number') return { ...of, value: -of.value, range };
    return { kind: 'negative', of, range };
  }
  if (cursor.takeSymbol('+')) return cursor.nested(() => parseSigned(cursor));
  return parsePrimary(cursor);
}

const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

function parsePrimary(cursor: Cursor): Expression {
  const token = cursor.peek();
  const { start, end } = token;
  if (cursor.takeSymbol('(')) {
    const inner = parseExpression(cursor);
    cursor.expectSymbol(')', 'to close the parenthesis');
    return inner;
  }
  if (token.kind === 'string') {
    cursor.next();
    return { kind: 'literal', value: token.text, isFloat: false, range: { start, end } };
  }
  if (token.kind === 'number') {
    cursor.next();
    return readNumber(token, cursor);
  }
  if (token.kind === 'name' && !token.tilde && Object.hasOwn(constants, token.text)) {
    cursor.next();
    return { kind: 'literal', value: constants[token.text] ?? null, isFloat: false, range: { start, end } };
  }
  if (token.kind === 'name' && cursor.isSymbol('(', 1)) return parseCall(cursor, () => parseExpression(cursor));
  if (token.kind === 'name' || token.kind === 'quoted' || cursor.isSymbol('?')) return parseField(cursor);
  return cursor.stop(`expected a value, found ${describe(token)}`, token);
}

function refuseLineage(cursor: Cursor): void {
  const token = cursor.peek();
  if (token.kind === 'name' && lineage.has(token.text) && cursor.isWord('of', 1)) {
    const message = `"${token.text} of" is Endgame's; Elastic's EQL has no lineage`;
    cursor.stop(
      message,
      { start: token.start, end: cursor.peek(1).end },
      'use a sequence by process.entity_id',
      'eql-unsupported',
    );
  }
}
