import type { Complaints } from '../text/index.ts';
import type { Node, RangeOperator, Text, Values } from './ast.ts';
import { Scanner, SyntaxStop } from './scanner.ts';

/** Reads one query; null after a complaint. Never throws on any text. */
export function parse(text: string, complaints: Complaints): Node | null {
  const scanner = new Scanner(text, complaints);
  try {
    if (scanner.isAtEnd()) return { kind: 'everything', range: { start: 0, end: text.length } };
    const node = parseOr(scanner);
    if (!scanner.isAtEnd()) {
      scanner.stop(`expected "and", "or" or the end of the query, found ${scanner.describeNext()}`);
    }
    return node;
  } catch (error) {
    if (error instanceof SyntaxStop) return null;
    throw error;
  }
}

function parseOr(scanner: Scanner): Node {
  return scanner.nested(() => parseLogical(scanner, 'or', () => parseLogical(scanner, 'and', () => parseNot(scanner))));
}

function parseLogical(scanner: Scanner, kind: 'and' | 'or', operand: () => Node): Node {
  const first = operand();
  const of = [first];
  while (scanner.takeWord(kind)) of.push(operand());
  return of.length === 1 ? first : { kind, of, range: { start: first.range.start, end: scanner.position } };
}

function parseNot(scanner: Scanner): Node {
  scanner.skipBlank();
  const start = scanner.position;
  if (!scanner.takeWord('not')) return parseTerm(scanner);
  const of = scanner.nested(() => parseNot(scanner));
  return { kind: 'not', of, range: { start, end: scanner.position } };
}

function parseTerm(scanner: Scanner): Node {
  if (scanner.take('(')) {
    const inner = parseOr(scanner);
    expect(scanner, ')');
    return inner;
  }
  const field = scanner.readText('a field or a value');
  const rangeTo = () => ({ start: field.range.start, end: scanner.position });
  if (scanner.take(':')) {
    if (scanner.take('{')) {
      const of = parseOr(scanner);
      expect(scanner, '}');
      return { kind: 'nested', field, of, range: rangeTo() };
    }
    const value = scanner.take('(') ? parseGroup(scanner) : one(scanner.readText('a value'));
    return { kind: 'is', field, value, range: rangeTo() };
  }
  const operator = takeRangeOperator(scanner);
  if (operator === null) return { kind: 'is', field: null, value: one(field), range: field.range };
  const value = scanner.readText('a value');
  return { kind: 'range', field, operator, value, range: rangeTo() };
}

function takeRangeOperator(scanner: Scanner): RangeOperator | null {
  for (const operator of ['<=', '>=', '<', '>'] as const) if (scanner.take(operator)) return operator;
  return null;
}

/** After its opening parenthesis. */
function parseGroup(scanner: Scanner): Values {
  const group = scanner.nested(() =>
    parseValues(scanner, 'or', () => parseValues(scanner, 'and', () => parseValue(scanner))),
  );
  expect(scanner, ')');
  return group;
}

function parseValues(scanner: Scanner, kind: 'and' | 'or', operand: () => Values): Values {
  const first = operand();
  const of = [first];
  while (scanner.takeWord(kind)) of.push(operand());
  return of.length === 1 ? first : { kind, of };
}

function parseValue(scanner: Scanner): Values {
  if (scanner.takeWord('not')) return { kind: 'not', of: scanner.nested(() => parseValue(scanner)) };
  return scanner.take('(') ? parseGroup(scanner) : one(scanner.readText('a value'));
}

function one(text: Text): Values {
  return { kind: 'value', text };
}

function expect(scanner: Scanner, sign: string): void {
  if (!scanner.take(sign)) scanner.stop(`expected "${sign}", found ${scanner.describeNext()}`);
}
