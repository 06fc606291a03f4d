import type { Predicate } from '../../ir/index.ts';
import type { Random } from './random.ts';
import { type Assignment, satisfy } from './satisfy.ts';

/** The way from a predicate down to one of its parts: which child at each step. */
export type Path = readonly number[];

/** The ways to all parts of a predicate, itself first. */
export function pathsOf(predicate: Predicate): readonly Path[] {
  return [[], ...childrenOf(predicate).flatMap((child, at) => pathsOf(child).map(rest => [at, ...rest]))];
}

/**
 * Assigns what lets the part at the end of the path decide alone: what stands beside it under `all` holds, what stands
 * beside it under `any` does not. So an event differs where two predicates differ in that part, however many parts there
 * are (the idea of modified condition/decision coverage).
 */
export function decide(predicate: Predicate, path: Path, want: boolean, into: Assignment, random: Random): void {
  const [at, ...rest] = path;
  const part = at === undefined ? undefined : childrenOf(predicate)[at];
  if (part === undefined) {
    satisfy(predicate, want, into, random);
    return;
  }
  if (predicate.op === 'all' || predicate.op === 'any')
    for (const beside of predicate.of) if (beside !== part) satisfy(beside, predicate.op === 'all', into, random);
  // Last, so that it has the say on fields that its neighbours ask for too.
  decide(part, rest, predicate.op === 'not' ? !want : want, into, random);
}

function childrenOf(predicate: Predicate): readonly Predicate[] {
  if (predicate.op === 'not') return [predicate.of];
  return predicate.op === 'all' || predicate.op === 'any' ? predicate.of : [];
}
