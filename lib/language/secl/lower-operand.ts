import type { Value } from '../../ir/index.ts';
import type { Arithmetic, Bool, Duration, Expression, Integer, Network, Text, Unary } from './ast.ts';
import { constants } from './constants.ts';
import { type FieldInfo, fieldInfo } from './fields.ts';
import { LoweringError } from './lowering-error.ts';
import { constant, variableField } from './variables.ts';

export type Constant = Text | Integer | Duration | Bool | Network;

/** One side of a comparison. `number` is an arithmetic value over fields. */
export type Operand =
  | { readonly kind: 'constant'; readonly constant: Constant }
  | { readonly kind: 'field'; readonly field: FieldInfo }
  | { readonly kind: 'number'; readonly value: Value };

export function lowerOperand(tree: Expression): Operand {
  switch (tree.node) {
    case 'field':
      return named(tree.name, tree);
    case 'text':
    case 'integer':
    case 'duration':
    case 'bool':
    case 'network':
      return { kind: 'constant', constant: tree };
    case 'arithmetic':
    case 'unary':
      return numeric(tree);
    case 'variable':
      return { kind: 'field', field: variableInfo(tree.name) };
    case 'list':
      throw new LoweringError(tree, 'a list stands only on the right of in, not in and allin', '');
    default:
      throw new LoweringError(tree, 'a condition cannot be compared', 'join conditions with && and ||');
  }
}

/** A variable is read like a field, from the row in which a decision replays it. */
function variableInfo(name: string): FieldInfo {
  return { name: `\${${name}}`, type: 'any', value: variableField(name) };
}

/** An operand as a value, nothing where it is nothing: what a `set` action sets. */
export function lowerOperandValue(tree: Expression): Value {
  if (tree.node === 'text' && tree.kind === 'plain') return interpolated(tree.value);
  const operand = lowerOperand(tree);
  switch (operand.kind) {
    case 'constant':
      return constant(asConstant(operand.constant));
    case 'field':
      return operand.field.value;
    case 'number':
      return operand.value;
    default:
      return operand satisfies never;
  }
}

/** `"${a}:${b}"`. */
function interpolated(text: string): Value {
  const pieces = text.split(/\$\{([^}]*)\}/);
  if (pieces.length === 1) return constant(text);
  const args = pieces.map((piece, index) =>
    index % 2 === 0 ? constant(piece) : ({ op: 'first-of', values: [variableField(piece), constant('')] } as const),
  );
  return { op: 'call', function: 'concat', args };
}

/** What a constant is in JavaScript's terms; durations in nanoseconds. */
export function asConstant(constant: Constant): string | number | boolean {
  return constant.node === 'duration' ? constant.nanoseconds : constant.value;
}

function named(name: string, at: Expression): Operand {
  if (name.includes('.')) return { kind: 'field', field: fieldInfo(name) };
  const value = Object.hasOwn(constants, name) ? constants[name] : undefined;
  if (value !== undefined)
    return { kind: 'constant', constant: { node: 'integer', value, start: at.start, end: at.end } };
  throw new LoweringError(at, `unknown name ${name}`, 'no macro of the policy and no constant of SECL is called so');
}

const functions = {
  '+': 'add',
  '-': 'subtract',
  '&': 'bit-and',
  '|': 'bit-or',
  '^': 'bit-xor',
} as const satisfies Record<Arithmetic['op'], string>;

function numeric(tree: Arithmetic | Unary): Operand {
  const parts = tree.node === 'arithmetic' ? [tree.left, tree.right] : [tree.of];
  const operands = parts.map(part => ({ part, operand: lowerOperand(part) }));
  const numbers = operands.map(({ operand }) => constantNumber(operand));
  if (numbers.every(number => number !== null)) {
    const value = compute(tree, numbers[0] ?? 0, numbers[1] ?? 0);
    return { kind: 'constant', constant: { node: 'integer', value, start: tree.start, end: tree.end } };
  }
  const args = operands.map(({ part, operand }) => numberValue(operand, part));
  const name = tree.node === 'arithmetic' ? functions[tree.op] : tree.op === '-' ? 'negate' : 'bit-not';
  return { kind: 'number', value: { op: 'call', function: name, args } };
}

function constantNumber(operand: Operand): number | null {
  return operand.kind === 'constant' && operand.constant.node === 'integer' ? operand.constant.value : null;
}

function numberValue(operand: Operand, at: Expression): Value {
  if (operand.kind === 'number') return operand.value;
  if (operand.kind === 'field') {
    return { op: 'first-of', values: [operand.field.value, { op: 'constant', value: 0 }] };
  }
  const number = constantNumber(operand);
  if (number === null) throw new LoweringError(at, 'arithmetic needs numbers', '');
  return { op: 'constant', value: number };
}

/** Exact beyond 32 bits: flags and capabilities are 64-bit in SECL. */
function compute(tree: Arithmetic | Unary, left: number, right: number): number {
  const [a, b] = [BigInt(left), BigInt(right)];
  if (tree.node === 'unary') return Number(tree.op === '-' ? -a : ~a);
  switch (tree.op) {
    case '+':
      return Number(a + b);
    case '-':
      return Number(a - b);
    case '&':
      return Number(a & b);
    case '|':
      return Number(a | b);
    case '^':
      return Number(a ^ b);
    default:
      return tree satisfies never;
  }
}
