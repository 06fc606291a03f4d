import type { CharRange } from './char-set.ts';
import type { RegexNode } from './regex-node.ts';

/**
 * Glushkov's automaton: one position per character set of the pattern, counted repeats written out. Edges are lists, not
 * sets: where two operators of the pattern allow the same step, it stands there twice, since a backtracking engine tries
 * it twice.
 */
export interface Automaton {
  readonly sets: readonly (readonly CharRange[])[];
  readonly first: readonly number[];
  readonly follow: readonly (readonly number[])[];
}

/** Null where the pattern is too large to be judged. */
export function automatonOf(node: RegexNode): Automaton | null {
  const builder: Builder = { sets: [], follow: [] };
  const part = build(node, builder);
  return part === null ? null : { sets: builder.sets, follow: builder.follow, first: part.first };
}

interface Builder {
  readonly sets: (readonly CharRange[])[];
  readonly follow: number[][];
}

interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** In how many ways it matches nothing; anchors count as a way. Capped at 2: more than one is ambiguous. */
  readonly nullable: number;
}

const maxPositions = 500;
const maxEdges = 20_000;

function build(node: RegexNode, builder: Builder): Part | null {
  switch (node.node) {
    case 'set': {
      if (builder.sets.length >= maxPositions) return null;
      const position = builder.sets.push(node.ranges) - 1;
      builder.follow.push([]);
      return { first: [position], last: [position], nullable: 0 };
    }
    case 'anchor':
      return { first: [], last: [], nullable: 1 };
    case 'either':
      return buildEither(node.of, builder);
    case 'sequence':
      return buildSequence(node.of, builder);
    case 'repeat':
      return buildRepeat(node, builder);
    default:
      return node satisfies never;
  }
}

function buildEither(of: readonly RegexNode[], builder: Builder): Part | null {
  const parts: Part[] = [];
  for (const inner of of) {
    const part = build(inner, builder);
    if (part === null) return null;
    parts.push(part);
  }
  return {
    first: parts.flatMap(({ first }) => first),
    last: parts.flatMap(({ last }) => last),
    nullable: Math.min(
      2,
      parts.reduce((sum, { nullable }) => sum + nullable, 0),
    ),
  };
}

function buildSequence(of: readonly RegexNode[], builder: Builder): Part | null {
  let whole: Part = nothing;
  for (const inner of of) {
    const part = build(inner, builder);
    if (part === null) return null;
    const joined = join(whole, part, builder);
    if (joined === null) return null;
    whole = joined;
  }
  return whole;
}

function join(left: Part, right: Part, builder: Builder): Part | null {
  if (!connect(left.last, right.first, builder)) return null;
  return {
    first: [...left.first, ...times(left.nullable, right.first)],
    last: [...right.last, ...times(right.nullable, left.last)],
    nullable: Math.min(2, left.nullable * right.nullable),
  };
}

/** Each further copy is reached through the one before; only where a copy may be empty can it be passed over. */
function buildRepeat(node: RegexNode & { readonly node: 'repeat' }, builder: Builder): Part | null {
  if (node.max === 0) return nothing;
  const copies = node.max ?? Math.max(node.min, 1);
  const parts: Part[] = [];
  for (let copy = 0; copy < copies; copy++) {
    const part = build(node.of, builder);
    const before = parts.at(-1);
    if (part === null || (before !== undefined && !connect(before.last, part.first, builder))) return null;
    parts.push(part);
  }
  const end = parts.at(-1) ?? nothing;
  if (node.max === null && !connect(end.last, end.first, builder)) return null;
  if (parts.some(({ nullable }) => nullable > 0)) return passedOver(parts, builder);
  return {
    first: parts[0]?.first ?? [],
    last: parts.slice(Math.max(node.min, 1) - 1).flatMap(({ last }) => last),
    nullable: node.min === 0 ? 1 : 0,
  };
}

/** Copies that may be empty: from any to any later one. More ways than an engine has, never fewer. */
function passedOver(parts: readonly Part[], builder: Builder): Part | null {
  for (const [index, { last }] of parts.entries()) {
    for (const later of parts.slice(index + 2)) if (!connect(last, later.first, builder)) return null;
  }
  return { first: parts.flatMap(({ first }) => first), last: parts.flatMap(({ last }) => last), nullable: 2 };
}

const nothing: Part = { first: [], last: [], nullable: 1 };

function times(count: number, positions: readonly number[]): readonly number[] {
  return count === 0 ? [] : count === 1 ? positions : [...positions, ...positions];
}

function connect(from: readonly number[], to: readonly number[], builder: Builder): boolean {
  if (from.length * to.length > maxEdges) return false;
  for (const position of from) {
    const next = builder.follow[position];
    if (next === undefined) continue;
    next.push(...to);
    if (next.length > maxEdges / 10) return false;
  }
  return true;
}
