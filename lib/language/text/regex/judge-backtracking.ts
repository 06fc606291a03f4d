import { type Automaton, automatonOf } from './automaton.ts';
import { overlap } from './char-set.ts';
import type { RegexNode } from './regex-node.ts';

/** The time a backtracking engine may need for a text: in proportion to it, more, or without any bound worth the name. */
export type Backtracking = 'linear' | 'polynomial' | 'exponential';

/**
 * Conservative: `linear` only where it is proven.
 *
 * Proof 1: without loops, and with few paths or no choice, each start costs no more than a constant.
 * Proof 2: if at most one next step is ever possible for a character (counting every way to take it), no start looks at
 * a character twice. If there is but one start (`^`), that is linear. If not, it still is where no character on which a
 * match may begin can stand inside a loop: then a scan passes later starts only outside of loops, a bounded number of
 * times, so each character is looked at by a bounded number of scans.
 * Proof 3: after `^`, one loop of a single set, with few paths before and behind, is tried once per length.
 */
export function judgeBacktracking(node: RegexNode): Backtracking {
  const automaton = automatonOf(node);
  if (automaton === null) return 'polynomial';
  const loops = loopPositions(automaton);
  const isAnchored = startsWithAnchor(node);
  const paths = pathCount(automaton, loops);
  if (loops.size === 0)
    return isDeterministic(automaton) || paths <= maxPaths
      ? 'linear'
      : paths < endlessPaths
        ? 'polynomial'
        : 'exponential';
  if (isDeterministic(automaton)) {
    const startsInLoop = automaton.first.some(first =>
      [...loops].some(loop => overlap(setOf(automaton, first), setOf(automaton, loop))),
    );
    if (isAnchored || !startsInLoop) return 'linear';
  }
  if (isAnchored && isOneSimpleLoop(automaton, loops) && paths <= maxPathsAroundLoop) return 'linear';
  return isExponential(automaton, loops) ? 'exponential' : 'polynomial';
}

const maxPaths = 200;
const maxPathsAroundLoop = 50;

/** A pattern without loops may still have this many ways to fail at each place: `(a?){30}a{30}`. */
const endlessPaths = 1_000_000;

function setOf(automaton: Automaton, position: number) {
  return automaton.sets[position] ?? [];
}

/** No two ways to go on with the same character; an edge that stands there twice is two ways. */
function isDeterministic(automaton: Automaton): boolean {
  return [automaton.first, ...automaton.follow].every(next =>
    next.every((one, index) =>
      next.slice(index + 1).every(other => !overlap(setOf(automaton, one), setOf(automaton, other))),
    ),
  );
}

/** Positions that can be reached from themselves. */
function loopPositions({ follow }: Automaton): Set<number> {
  const loops = new Set<number>();
  for (const [start] of follow.entries()) {
    const seen = new Set<number>();
    const open = [...(follow[start] ?? [])];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      open.push(...(follow[at] ?? []));
    }
    if (seen.has(start)) loops.add(start);
  }
  return loops;
}

/** How many ways lead through the automaton, steps from a loop's position to itself left out. Capped. */
function pathCount({ first, follow }: Automaton, loops: ReadonlySet<number>): number {
  const counted = new Map<number, number>();
  const count = (position: number): number => {
    const known = counted.get(position);
    if (known !== undefined) return known;
    // Positions are numbered from left to right, so that without loops every step goes to a higher one.
    const next = (follow[position] ?? []).filter(to => !(loops.has(position) && to === position));
    const ways = Math.min(
      endlessPaths,
      1 + next.reduce((sum, to) => sum + (to > position ? count(to) : endlessPaths), 0),
    );
    counted.set(position, ways);
    return ways;
  };
  for (let position = follow.length - 1; position >= 0; position--) count(position);
  return first.reduce((sum, position) => sum + count(position), 1);
}

function isOneSimpleLoop({ follow }: Automaton, loops: ReadonlySet<number>): boolean {
  const [only] = loops;
  return loops.size === 1 && only !== undefined && (follow[only] ?? []).filter(to => to === only).length === 1;
}

function startsWithAnchor(node: RegexNode): boolean {
  if (node.node === 'anchor') return node.at === 'start';
  if (node.node === 'either') return node.of.every(startsWithAnchor);
  if (node.node === 'sequence') return node.of[0] !== undefined && startsWithAnchor(node.of[0]);
  return node.node === 'repeat' && node.min > 0 && startsWithAnchor(node.of);
}

/** More positions than this, and the question costs more than its answer, which is only a hint, is worth. */
const maxPairPositions = 60;

/**
 * Can some position be left and reached again in two ways over the same text? Then the ways double with each round.
 * Walks pairs of positions that the same text leads to.
 */
function isExponential(automaton: Automaton, loops: ReadonlySet<number>): boolean {
  if (automaton.follow.length > maxPairPositions) return false;
  return [...loops].some(start => returnsInTwoWays(automaton, start));
}

function returnsInTwoWays(automaton: Automaton, start: number): boolean {
  const count = automaton.follow.length;
  const seen = new Set<number>();
  const open: { readonly a: number; readonly b: number; readonly differ: boolean }[] = [
    { a: start, b: start, differ: false },
  ];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const left = automaton.follow[at.a] ?? [];
    const right = automaton.follow[at.b] ?? [];
    for (const [i, a] of left.entries()) {
      for (const [j, b] of right.entries()) {
        if (!overlap(setOf(automaton, a), setOf(automaton, b))) continue;
        const differ = at.differ || a !== b || (at.a === at.b && i !== j);
        if (differ && a === start && b === start) return true;
        const key = (a * count + b) * 2 + (differ ? 1 : 0);
        if (seen.has(key)) continue;
        seen.add(key);
        open.push({ a, b, differ });
      }
    }
  }
  return false;
}
