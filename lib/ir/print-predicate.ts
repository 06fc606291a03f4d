import type { FieldRef } from './field-ref.ts';
import type { Predicate } from './predicate.ts';
import { cased, printTest } from './print-test.ts';
import type { Value } from './value.ts';

/** One idea per line; what belongs to an `all`, `any` or `not` is indented below it. */
export function printPredicate(predicate: Predicate): string {
  return predicateLines(predicate).join('\n');
}

export function predicateLines(predicate: Predicate): string[] {
  switch (predicate.op) {
    case 'all':
    case 'any':
      return predicate.of.length === 0
        ? [`${predicate.op} of nothing`]
        : [predicate.op, ...predicate.of.flatMap(inner => indent(predicateLines(inner)))];
    case 'not':
      return prefixed('not', predicate.of);
    case 'some-member':
      return [`some member of ${printField(predicate.array)}`, ...indent(predicateLines(predicate.where))];
    default:
      return [printLeaf(predicate)];
  }
}

/** The same on one line, for predicates inside of values. */
export function printInline(predicate: Predicate): string {
  switch (predicate.op) {
    case 'all':
    case 'any':
      return `${predicate.op}(${predicate.of.map(printInline).join('; ')})`;
    case 'not':
      return `not(${printInline(predicate.of)})`;
    case 'some-member':
      return `some-member(${printField(predicate.array)}; ${printInline(predicate.where)})`;
    default:
      return printLeaf(predicate);
  }
}

export function indent(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}

function prefixed(word: string, inner: Predicate): string[] {
  const lines = predicateLines(inner);
  return lines.length === 1 ? [`${word} ${lines.join('')}`] : [word, ...indent(lines)];
}

type Leaf = Exclude<Predicate, { readonly op: 'all' | 'any' | 'not' | 'some-member' }>;

function printLeaf(leaf: Leaf): string {
  switch (leaf.op) {
    case 'always':
    case 'never':
      return leaf.op;
    case 'test':
      return `${memberWord[leaf.members]}${printValue(leaf.value)} ${printTest(leaf.test)}`;
    case 'exists':
      return `${printValue(leaf.value)} exists${leaf.null === 'counts' ? ' or is null' : ''}`;
    case 'compare':
      return `${printValue(leaf.left)} ${cased(leaf.compare, leaf.case)} ${printValue(leaf.right)}`;
    case 'keyword':
      return `anything ${printTest(leaf.test)}`;
    case 'any-field':
      return `any field ${JSON.stringify(leaf.pattern)} ${printTest(leaf.test)}`;
    case 'in-window':
      return `${printValue(leaf.time)} in window ${JSON.stringify(leaf.window)}`;
    default:
      return leaf satisfies never;
  }
}

const memberWord = { any: '', every: 'every ', whole: 'whole ' } as const;

/** A value expression on one line. Fields print as the author wrote them; `printRule` lists what their names resolve to. */
export function printValue(value: Value): string {
  switch (value.op) {
    case 'field':
      return printField(value.field);
    case 'constant':
      return JSON.stringify(value.value);
    case 'call':
      return `${value.each === true ? 'each ' : ''}${value.function}(${value.args.map(printValue).join(', ')})`;
    case 'if':
      return `if(${printInline(value.test)}, ${printValue(value.then)}, ${printValue(value.else)})`;
    case 'first-of':
      return `first-of(${value.values.map(printValue).join(', ')})`;
    case 'event':
      return `@${value.what}`;
    default:
      return value satisfies never;
  }
}

export function printField(field: FieldRef): string {
  return /^[\w.@${}[\]-]+$/.test(field.field) ? field.field : JSON.stringify(field.field);
}
