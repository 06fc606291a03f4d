import type { Predicate } from '../../ir/index.ts';
import type { Random } from './random.ts';
import { type Assignment, satisfy } from './satisfy.ts';

/** The way from a predicate down to one of its parts: which child at each step. */
export type Path = readonly number[];

/** The ways to all parts of a predicate, itself first. */
export function pathsOf(predicate: Predicate): readonly Path[] {
  return [[], ...childrenOf(predicate).flatMap((child, at) => pathsOf(child).map(rest => [at, ...rest]))];
}

export function partAt(predicate: Predicate, path: Path): Predicate {
  return path.reduce((part, at) => childrenOf(part)[at] ?? part, predicate);
}

/** A part of a predicate that is to decide, the way to it, and what is to hold or fail there. */
export interface Deciding {
  readonly where: Predicate;
  readonly path: Path;
  readonly own: Predicate;
}

/**
 * Assigns what lets a part decide alone: what stands beside it under `all` holds, what stands beside it under `any` does
 * not. So an event differs where two predicates differ in that part, however many parts there are (the idea of modified
 * condition/decision coverage).
 */
export function decide({ where, path, own }: Deciding, want: boolean, into: Assignment, random: Random): void {
  const [at, ...rest] = path;
  const part = at === undefined ? undefined : childrenOf(where)[at];
  if (part === undefined) {
    satisfy(own, want, into, random);
    return;
  }
  if (where.op === 'all' || where.op === 'any')
    for (const beside of where.of) if (beside !== part) satisfy(beside, where.op === 'all', into, random);
  // Last, so that it has the say on fields that its neighbours ask for too.
  decide({ where: part, path: rest, own }, where.op === 'not' ? !want : want, into, random);
}

function childrenOf(predicate: Predicate): readonly Predicate[] {
  if (predicate.op === 'not') return [predicate.of];
  return predicate.op === 'all' || predicate.op === 'any' ? predicate.of : [];
}
