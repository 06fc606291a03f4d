/** Calls `hit` with the number of each literal that stands in the bytes, until it answers true; says whether it did. */
export type GramSearch = (bytes: DataView, length: number, hit: (literal: number) => boolean) => boolean;

/** Below this, looking at every second place would miss some. */
export const SHORTEST_RAW = 5;

const GRAM = 4;
const MOST_STEP = 4;
const BITS = 14;

interface Place {
  readonly literal: number;
  /** The literal's bytes, and how many of them precede the gram. */
  readonly bytes: Uint8Array;
  readonly from: number;
}

/**
 * Looks for many lower-case literals of ASCII at once, in any letter case, four bytes at a time and only at every so
 * manieth place: a literal has a whole gram there, wherever it begins, if it is long enough. Of the grams of a literal those
 * are watched that few others have.
 */
export function gramSearch(literals: readonly string[]): GramSearch {
  const step = Math.min(MOST_STEP, ...literals.map(({ length }) => length - GRAM + 1));
  const encoded = literals.map(literal => Buffer.from(literal, 'latin1'));
  const shared = new Map<number, number>();
  for (const bytes of encoded) for (const gram of gramsOf(bytes)) shared.set(gram, (shared.get(gram) ?? 0) + 1);
  const isWatched = new Uint8Array(2 ** BITS);
  const places = new Map<number, Place[]>();
  for (const [literal, bytes] of encoded.entries()) {
    const grams = gramsOf(bytes);
    const begin = leastShared(grams, step, shared);
    for (let from = begin; from < begin + step; from += 1) {
      const gram = grams[from] ?? 0;
      isWatched[slotOf(gram)] = 1;
      places.set(gram, [...(places.get(gram) ?? []), { literal, bytes, from }]);
    }
  }
  return (view, length, hit) => {
    const last = length - GRAM;
    // A function's own names are read faster than those around it.
    const [watched, stride] = [isWatched, step];
    for (let at = 0; at <= last; at += stride) {
      const gram = view.getInt32(at, true) | CASE_BITS;
      if (watched[Math.imul(gram, FACTOR) >>> (32 - BITS)] === 0) continue;
      const here = places.get(gram);
      if (here === undefined) continue;
      for (const { literal, bytes, from } of here) {
        if (stands(bytes, view, at - from, length) && hit(literal)) return true;
      }
    }
    return false;
  };
}

const CASE_BIT = 0x20;
const CASE_BITS = 0x20202020;
const FACTOR = 0x9e3779b1 | 0;

function slotOf(gram: number): number {
  return Math.imul(gram, FACTOR) >>> (32 - BITS);
}

function gramsOf(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length - GRAM + 1 }, (_, at) => view.getInt32(at, true) | CASE_BITS);
}

/** Where so many neighbouring grams begin that the fewest literals have in common. */
function leastShared(grams: readonly number[], step: number, shared: ReadonlyMap<number, number>): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let begin = 0; begin + step <= grams.length; begin += 1) {
    const common = grams.slice(begin, begin + step).reduce((sum, gram) => sum + (shared.get(gram) ?? 0), 0);
    if (common >= least) continue;
    least = common;
    best = begin;
  }
  return best;
}

function stands(literal: Uint8Array, view: DataView, start: number, length: number): boolean {
  if (start < 0 || start + literal.length > length) return false;
  for (let at = 0; at < literal.length; at += 1) {
    const byte = view.getUint8(start + at);
    const folded = byte >= 0x41 && byte <= 0x5a ? byte | CASE_BIT : byte;
    if (folded !== literal[at]) return false;
  }
  return true;
}
