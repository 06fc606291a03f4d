import type { JsonValue } from '../event/index.ts';
import type { AsText, Comparison, LetterCase, Test } from '../ir/index.ts';
import { isInside } from './cidr.ts';
import type { EvaluationContext } from './context.ts';
import { fitsGlob, parseGlob } from './glob.ts';
import { fold } from './letter-case.ts';

/** Does this one value answer the test? Null answers only `null`. */
export function answers(test: Test, value: JsonValue, context: EvaluationContext): boolean {
  if (value === null) return test.is === 'null';
  switch (test.is) {
    case 'null':
      return false;
    case 'boolean':
      return value === test.to;
    case 'number': {
      const number = numberOf(value, test.numericText);
      return number !== null && compares(number, test.compare, test.to);
    }
    case 'cidr':
      return typeof value === 'string' && isInAny(value, test.networks, context);
    case 'listed': {
      const text = asText(value, 'scalars');
      return text !== null && isListed(text, test, context);
    }
    default: {
      const text = asText(value, test.asText);
      return text !== null && answersText(test, text, context);
    }
  }
}

type TextTest = Extract<Test, { readonly asText: AsText }>;

export function answersText(test: TextTest, text: string, context: EvaluationContext): boolean {
  if (test.is === 'regex') return context.regex(test).test(context.capped(text));
  const cased = (spelling: string): string => inCase(spelling, test.case);
  const subject = cased(text);
  switch (test.is) {
    case 'equal':
      return test.texts.some(each => cased(each) === subject);
    case 'contains':
      return subject.includes(cased(test.text));
    case 'starts':
      return subject.startsWith(cased(test.text));
    case 'ends':
      return subject.endsWith(cased(test.text));
    case 'like':
      return fitsGlob(
        subject,
        test.parts.map(part => (part.part === 'literal' ? { ...part, text: cased(part.text) } : part)),
      );
    case 'term':
      return hasTerm(subject, cased(test.text));
    default:
      return test satisfies never;
  }
}

/** The value as text, or null where the test does not take values of its type. */
export function asText(value: JsonValue, as: AsText): string | null {
  if (typeof value === 'string') return value;
  if (as === 'strings' || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return as === 'json' ? JSON.stringify(value) : null;
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

export function numberOf(value: JsonValue, numericText: boolean): number | null {
  if (typeof value === 'number') return value;
  return numericText && typeof value === 'string' && NUMBER.test(value) ? Number(value) : null;
}

export function compares<T extends number | string>(left: T, compare: Comparison, right: T): boolean {
  switch (compare) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return compare satisfies never;
  }
}

export function inCase(text: string, letterCase: LetterCase): string {
  return letterCase === 'insensitive' ? fold(text) : text;
}

const ALPHANUMERIC = /[\p{L}\p{N}]/u;

/** The text occurs, and next to each of its ends that is a letter or digit stands none. */
export function hasTerm(text: string, term: string): boolean {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    if (isBoundary(text, at) && isBoundary(text, at + term.length)) return true;
  }
  return false;
}

function isBoundary(text: string, at: number): boolean {
  return !(ALPHANUMERIC.test(pointBefore(text, at)) && ALPHANUMERIC.test(pointAt(text, at)));
}

function pointAt(text: string, at: number): string {
  const point = at < text.length ? text.codePointAt(at) : undefined;
  return point === undefined ? '' : String.fromCodePoint(point);
}

function pointBefore(text: string, at: number): string {
  const isLow = at >= 2 && /[\udc00-\udfff]/.test(text.charAt(at - 1)) && /[\ud800-\udbff]/.test(text.charAt(at - 2));
  return at === 0 ? '' : isLow ? text.slice(at - 2, at) : text.charAt(at - 1);
}

function isInAny(text: string, networks: readonly string[], context: EvaluationContext): boolean {
  const address = context.address(text);
  return (
    address !== null &&
    networks.some(each => {
      const network = context.network(each);
      return network !== null && isInside(address, network);
    })
  );
}

type ListedTest = Extract<Test, { readonly is: 'listed' }>;

function isListed(text: string, { list, how, case: letterCase }: ListedTest, context: EvaluationContext): boolean {
  const entries = context.list(list);
  if (how === 'cidr') return isInAny(text, entries, context);
  const subject = inCase(text, letterCase);
  return entries.some(entry => {
    const wanted = inCase(entry, letterCase);
    switch (how) {
      case 'equal':
        return subject === wanted;
      case 'contains':
        return subject.includes(wanted);
      case 'starts':
        return subject.startsWith(wanted);
      case 'ends':
        return subject.endsWith(wanted);
      case 'like':
        return fitsGlob(subject, parseGlob(wanted));
      default:
        return how satisfies never;
    }
  });
}
