import { gramUnits } from './literal.ts';
import { gramHash } from './witness-index.ts';

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
export function sparseSearch(literals: readonly string[]): (text: string) => boolean {
  const bits = new Uint8Array(2 ** BITS);
  const places = new Map<number, Place[]>();
  for (const literal of literals) {
    for (let from = 0; from < STEP; from += 1) {
      const gram = gramAt(literal, from);
      bits[gramHash(gram, BITS)] = 1;
      places.set(gram, [...(places.get(gram) ?? []), { literal, from }]);
    }
  }
  const stands = (text: string, at: number): boolean =>
    places.get(gramAt(text, at))?.some(({ literal, from }) => {
      const start = at - from;
      return start >= 0 && text.slice(start, start + literal.length).toLowerCase() === literal;
    }) ?? false;
  return text => {
    const last = text.length - STEP;
    for (let at = 0; at <= last; at += STEP) {
      if (bits[gramHash(gramAt(text, at), BITS)] === 1 && stands(text, at)) return true;
    }
    return false;
  };
}

function gramAt(text: string, at: number): number {
  return (
    ((gramUnits[text.charCodeAt(at)] ?? 0) << 24) |
    ((gramUnits[text.charCodeAt(at + 1)] ?? 0) << 16) |
    ((gramUnits[text.charCodeAt(at + 2)] ?? 0) << 8) |
    (gramUnits[text.charCodeAt(at + 3)] ?? 0)
  );
}
