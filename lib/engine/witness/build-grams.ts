import { ANY_DASH, gramUnits } from './literal.ts';
import { type GramTable, gramHash } from './witness-index.ts';

/** A literal with its folded units. */
export interface GramLiteral {
  readonly literal: number;
  readonly text: string;
}

/** Places in the literal that are as good as any: more make the choice no better, and the build slower. */
const MOST_CHOICES = 64;

/**
 * Each literal is entered under one of its grams, the one that fewest other literals hold: what many rules look for
 * (`.exe`, `\win`) is what most texts have.
 */
export function buildGrams(size: number, step: number, literals: readonly GramLiteral[]): GramTable {
  const holders = new Map<number, number>();
  for (const { text } of literals) {
    for (const gram of new Set(gramsOf(text, size).flat())) holders.set(gram, (holders.get(gram) ?? 0) + 1);
  }
  const byGram = new Map<number, GramEntry[]>();
  for (const { literal, text } of literals) {
    const places = gramsOf(text, size);
    for (let offset = rarestPlace(places, step, holders), left = step; left > 0; offset += 1, left -= 1) {
      for (const gram of places[offset] ?? []) {
        const known = byGram.get(gram);
        if (known === undefined) byGram.set(gram, [{ literal, offset }]);
        else known.push({ literal, offset });
      }
    }
  }
  return layOut(size, step, byGram);
}

/** Where `step` places side by side have the grams that fewest literals hold. */
function rarestPlace(
  places: readonly (readonly number[])[],
  step: number,
  holders: ReadonlyMap<number, number>,
): number {
  const costs = places.map(grams => grams.reduce((total, gram) => total + (holders.get(gram) ?? 0), 0) * grams.length);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let at = 0; at + step <= costs.length; at += 1) {
    const cost = costs.slice(at, at + step).reduce((total, one) => total + one, 0);
    if (cost < least) [best, least] = [at, cost];
  }
  return best;
}

interface GramEntry {
  readonly literal: number;
  readonly offset: number;
}

function layOut(size: number, step: number, byGram: ReadonlyMap<number, readonly GramEntry[]>): GramTable {
  const count = [...byGram.values()].reduce((total, entries) => total + entries.length, 0);
  const slotBits = bitsFor(byGram.size * 2);
  const keys = new Int32Array(2 ** slotBits);
  const heads = new Int32Array(2 ** slotBits);
  const bits = new Uint32Array(2 ** Math.max(0, bitsFor(byGram.size * (byGram.size > MANY_GRAMS ? 16 : 64)) - 5));
  const bitBits = Math.log2(bits.length * 32);
  const entryLiterals = new Int32Array(count);
  const entryOffsets = new Uint16Array(count);
  const entryLast = new Uint8Array(count);
  let next = 0;
  for (const [gram, entries] of byGram) {
    let slot = gramHash(gram, slotBits);
    while (heads[slot] !== 0) slot = (slot + 1) & (keys.length - 1);
    keys[slot] = gram;
    heads[slot] = next + 1;
    const bit = gramHash(gram, bitBits);
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
    for (const { literal, offset } of entries) {
      entryLiterals[next] = literal;
      entryOffsets[next] = offset;
      next += 1;
    }
    entryLast[next - 1] = 1;
  }
  return { size, step, bits, keys, heads, entryLiterals, entryOffsets, entryLast };
}

/** One place in 64 of a random text passes the bits for nothing; of a large table one in 16, lest the bits leave the cache. */
const MANY_GRAMS = 4_096;

function bitsFor(count: number): number {
  return Math.max(5, Math.ceil(Math.log2(Math.max(2, count))));
}

/** By place in the literal: the grams that stand for it there, several where ANY_DASH is two ASCII characters. */
function gramsOf(text: string, size: number): readonly (readonly number[])[] {
  const places: number[][] = [];
  for (let from = 0; from + size <= text.length && places.length < MOST_CHOICES; from += 1) {
    let grams = [0];
    for (let at = 0; at < size; at += 1) {
      const unit = text.charAt(from + at);
      const bytes = unit === ANY_DASH ? DASH_BYTES : [gramUnits[unit.charCodeAt(0)] ?? 0];
      grams = grams.flatMap(gram => bytes.map(byte => gram | (byte << (8 * at))));
    }
    places.push(grams);
  }
  return places;
}

/** The hyphen, for which the dashes beyond ASCII also stand, and the slash. */
const DASH_BYTES = [0x2d, 0x2f];
