import type { Expression, Logical } from './ast.ts';

/** The tree as SECL text; reading it again gives the same tree. Parentheses stand only where they are needed. */
export function print(tree: Expression): string {
  switch (tree.node) {
    case 'logical':
      return `${operand(tree.left, tighterThanLogical)} ${symbolOf(tree)} ${print(tree.right)}`;
    case 'compare':
      return `${operand(tree.left, arithmeticOrTighter)} ${tree.op} ${operand(tree.right, comparisonOrTighter)}`;
    case 'membership':
      return `${operand(tree.left, arithmeticOrTighter)} ${tree.op} ${operand(tree.right, isPrimary)}`;
    case 'arithmetic':
      return printArithmetic(tree.op, tree.left, tree.right);
    case 'unary':
      return `${tree.op}${operand(tree.of, unaryOrTighter)}`;
    case 'not':
      return `!${apart(operand(tree.of, unaryOrTighter))}`;
    case 'field':
      return tree.name;
    case 'text':
      return quote(tree.kind, tree.value);
    case 'integer':
      return String(tree.value);
    case 'duration':
      return `${tree.nanoseconds / 1e6}ms`;
    case 'bool':
      return String(tree.value);
    case 'network':
      return tree.value;
    case 'variable':
      return `\${${tree.name}}`;
    case 'list':
      return `[${tree.members.map(member => operand(member, arithmeticOrTighter)).join(', ')}]`;
    default:
      return tree satisfies never;
  }
}

type Fits = (tree: Expression) => boolean;

const isPrimary: Fits = tree => !['logical', 'compare', 'membership', 'arithmetic', 'unary', 'not'].includes(tree.node);
const unaryOrTighter: Fits = tree => isPrimary(tree) || tree.node === 'unary' || tree.node === 'not';
const isBits: Fits = tree => tree.node === 'arithmetic' && tree.op !== '+' && tree.op !== '-';
const bitsOrTighter: Fits = tree => unaryOrTighter(tree) || isBits(tree);
const arithmeticOrTighter: Fits = tree => unaryOrTighter(tree) || tree.node === 'arithmetic';
const comparisonOrTighter: Fits = tree => tree.node !== 'logical';
const tighterThanLogical: Fits = comparisonOrTighter;

function operand(tree: Expression, fits: Fits): string {
  return fits(tree) ? print(tree) : `(${print(tree)})`;
}

/** `+` and `-` chain to the left, the bit operators to the right. */
function printArithmetic(op: string, left: Expression, right: Expression): string {
  return op === '+' || op === '-'
    ? `${operand(left, arithmeticOrTighter)} ${op} ${operand(right, bitsOrTighter)}`
    : `${operand(left, unaryOrTighter)} ${op} ${operand(right, bitsOrTighter)}`;
}

/** `!` before a glob would read as the operator `!~`. */
function apart(printed: string): string {
  return printed.startsWith('~') ? ` ${printed}` : printed;
}

function symbolOf(tree: Logical): string {
  return tree.op === 'and' ? '&&' : '||';
}

function quote(kind: 'plain' | 'glob' | 'regex', value: string): string {
  if (kind === 'plain') return `"${value.replace(/["\\]/g, '\\$&')}"`;
  return `${kind === 'glob' ? '~' : 'r'}"${value}"`;
}
