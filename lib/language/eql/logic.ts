import type { Predicate, Value } from '../../ir/index.ts';

/**
 * A condition of EQL's null logic in two-valued words: when it is surely true, and when surely false. Where neither
 * holds it is null. Exactly what `not` turns round, and why it does not turn null into true.
 */
export interface Truth {
  readonly yes: Predicate;
  readonly no: Predicate;
}

export const always: Predicate = { op: 'always' };
export const never: Predicate = { op: 'never' };
export const isTrue: Truth = { yes: always, no: never };
export const isFalse: Truth = { yes: never, no: always };
export const isNull: Truth = { yes: never, no: never };

/** A predicate that is never null: what does not hold is false. */
export function certain(yes: Predicate): Truth {
  return { yes, no: not(yes) };
}

/** A predicate that is null except where `known` holds. */
export function knownWhere(known: Predicate, yes: Predicate): Truth {
  return { yes, no: all([known, not(yes)]) };
}

/** Where this value is something. */
export function isKnown(value: Value): Predicate {
  if (value.op === 'constant') return value.value === null ? never : always;
  return { op: 'exists', value, null: 'missing' };
}

export function negate({ yes, no }: Truth): Truth {
  return { yes: no, no: yes };
}

export function conjunction(of: readonly Truth[]): Truth {
  return { yes: all(of.map(({ yes }) => yes)), no: any(of.map(({ no }) => no)) };
}

export function disjunction(of: readonly Truth[]): Truth {
  return { yes: any(of.map(({ yes }) => yes)), no: all(of.map(({ no }) => no)) };
}

export function not(of: Predicate): Predicate {
  if (of.op === 'always') return never;
  if (of.op === 'never') return always;
  return of.op === 'not' ? of.of : { op: 'not', of };
}

export function all(parts: readonly Predicate[]): Predicate {
  const of = parts.filter(part => part.op !== 'always').flatMap(part => (part.op === 'all' ? part.of : [part]));
  if (of.some(part => part.op === 'never')) return never;
  const [first] = of;
  return first === undefined ? always : of.length === 1 ? first : { op: 'all', of };
}

export function any(parts: readonly Predicate[]): Predicate {
  const of = parts.filter(part => part.op !== 'never').flatMap(part => (part.op === 'any' ? part.of : [part]));
  if (of.some(part => part.op === 'always')) return always;
  const [first] = of;
  return first === undefined ? never : of.length === 1 ? first : { op: 'any', of };
}
