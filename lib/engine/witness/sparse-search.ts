import { CASE_BIT } from './literal.ts';
import type { Scratch } from './scratch.ts';
import { GRAM_FACTOR, gramHash } from './witness-index.ts';

/** Shorter literals leave no room for a gram at every fourth place. */
export const SHORTEST_SPARSE = 7;
const STEP = 4;
const BITS = 12;

interface Place {
  readonly literal: string;
  readonly from: number;
}

/**
 * Does one of these lower-case literals of ASCII stand in a text, in any letter case? Looks at every fourth place only: a
 * literal of seven units has a whole gram at one of them, wherever it begins.
 */
export function sparseSearch(literals: readonly string[], scratch: Scratch): (text: string) => boolean {
  const bits = new Uint8Array(2 ** BITS);
  const places = new Map<number, Place[]>();
  for (const literal of literals) {
    for (let from = 0; from < STEP; from += 1) {
      const gram = gramAt(literal, from);
      bits[gramHash(gram, BITS)] = 1;
      places.set(gram, [...(places.get(gram) ?? []), { literal, from }]);
    }
  }
  const stands = (text: string, gram: number, at: number): boolean =>
    places.get(gram)?.some(({ literal, from }) => {
      const start = at - from;
      return start >= 0 && text.slice(start, start + literal.length).toLowerCase() === literal;
    }) ?? false;
  return text => {
    const view = scratch.fill(text);
    const last = text.length - STEP;
    for (let at = 0; at <= last; at += STEP) {
      const gram = view.getInt32(at, true) | CASE_BITS;
      if (bits[Math.imul(gram, GRAM_FACTOR) >>> (32 - BITS)] === 1 && stands(text, gram, at)) return true;
    }
    return false;
  };
}

const CASE_BITS = CASE_BIT * 0x01010101;

function gramAt(literal: string, at: number): number {
  return [0, 1, 2, 3].reduce((gram, byte) => gram | ((literal.charCodeAt(at + byte) | CASE_BIT) << (8 * byte)), 0);
}
