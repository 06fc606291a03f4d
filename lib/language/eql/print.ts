import type { Duration, EventFilter, Expression, Query, Step } from './ast.ts';
import { printNumber } from './number-literal.ts';
import { reservedWords } from './parse-name.ts';

/** The query as text again; parsing that gives the same tree. */
export function print(query: Query): string {
  const pipes = query.pipes.map(pipe => ` | ${pipe.name} ${pipe.count}`).join('');
  return `${printBody(query.of)}${pipes}`;
}

function printBody(body: Query['of']): string {
  switch (body.kind) {
    case 'event':
      return printFilter(body.filter);
    case 'sequence': {
      const span = body.maxSpan === null ? '' : ` with maxspan=${printDuration(body.maxSpan)}`;
      const until = body.until === null ? '' : ` until ${printStep(body.until)}`;
      return `sequence${printBy(body.by)}${span} ${body.steps.map(printStep).join(' ')}${until}`;
    }
    case 'sample':
      return `sample${printBy(body.by)} ${body.steps.map(printStep).join(' ')}`;
    default:
      return body satisfies never;
  }
}

export function printDuration(duration: Duration): string {
  return `${duration.amount}${duration.unit}`;
}

function printFilter({ category, condition }: EventFilter): string {
  return `${category === null ? 'any' : printCategory(category)} where ${printExpression(condition)}`;
}

function printCategory(category: string): string {
  const isPlain = /^[A-Za-z_@][A-Za-z0-9_]*$/.test(category) && !reservedWords.has(category);
  return isPlain ? category : printString(category);
}

function printStep(step: Step): string {
  const runs = step.runs === 1 ? '' : ` with runs=${step.runs}`;
  return `${step.isMissing ? '!' : ''}[${printFilter(step.filter)}]${printBy(step.by)}${runs}`;
}

function printBy(keys: readonly Expression[]): string {
  return keys.length === 0 ? '' : ` by ${keys.map(key => printExpression(key)).join(', ')}`;
}

/** How tightly an expression holds together; a looser one inside a tighter place needs parentheses. */
const bindings = { or: 0, and: 1, not: 2, comparison: 3, sum: 4, product: 5, sign: 6, primary: 7 } as const;

export function printExpression(expression: Expression, least: number = bindings.or): string {
  const text = printBare(expression);
  return bindingOf(expression) < least ? `(${text})` : text;
}

function printBare(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return printLiteral(expression.value, expression.isFloat);
    case 'field':
      return `${expression.isOptional ? '?' : ''}${expression.parts.map(printPart).join('.')}`;
    case 'call':
      return `${expression.name}${expression.ignoresCase ? '~' : ''}(${expression.args.map(arg => printExpression(arg)).join(', ')})`;
    case 'or':
    case 'and':
      return expression.of
        .map(part => printExpression(part, bindings[expression.kind] + 1))
        .join(` ${expression.kind} `);
    case 'not':
      return `not ${printExpression(expression.of, bindings.not)}`;
    case 'compare':
      return `${operand(expression.left)} ${expression.operator} ${operand(expression.right)}`;
    case 'pattern':
      return `${operand(expression.value)} ${expression.operator} ${printList(expression.patterns)}`;
    case 'in': {
      const operator = `${expression.isNegated ? 'not ' : ''}in${expression.ignoresCase ? '~' : ''}`;
      return `${operand(expression.value)} ${operator} ${printList(expression.items)}`;
    }
    case 'arithmetic': {
      const own = bindingOf(expression);
      return `${printExpression(expression.left, own)} ${expression.operator} ${printExpression(expression.right, own + 1)}`;
    }
    case 'negative':
      // A bare number after the sign would be read as one negative number.
      return expression.of.kind === 'literal' &&
        typeof expression.of.value === 'number' &&
        !isNegative(expression.of.value)
        ? `-(${printBare(expression.of)})`
        : `-${printExpression(expression.of, bindings.sign)}`;
    default:
      return expression satisfies never;
  }
}

function operand(expression: Expression): string {
  return printExpression(expression, bindings.sum);
}

function printList(items: readonly Expression[]): string {
  return `(${items.map(item => printExpression(item)).join(', ')})`;
}

function bindingOf(expression: Expression): number {
  switch (expression.kind) {
    case 'or':
    case 'and':
    case 'not':
      return bindings[expression.kind];
    case 'compare':
    case 'pattern':
    case 'in':
      return bindings.comparison;
    case 'arithmetic':
      return expression.operator === '+' || expression.operator === '-' ? bindings.sum : bindings.product;
    case 'negative':
      return bindings.sign;
    case 'literal':
      return typeof expression.value === 'number' && isNegative(expression.value) ? bindings.sign : bindings.primary;
    case 'field':
    case 'call':
      return bindings.primary;
    default:
      return expression satisfies never;
  }
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

function printLiteral(value: string | number | boolean | null, isFloat: boolean): string {
  if (typeof value === 'string') return printString(value);
  return typeof value === 'number' ? printNumber(value, isFloat) : String(value);
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', '"': '\\"' };

function printString(text: string): string {
  return `"${text.replace(/[\n\r\t\\"]/g, found => escapes[found] ?? found)}"`;
}

function printPart(part: string, index: number): string {
  const isPlain = /^[A-Za-z_@][A-Za-z0-9_]*$/.test(part) && (index > 0 || !reservedWords.has(part));
  return isPlain ? part : `\`${part.replaceAll('`', '``')}\``;
}
