import { DASH_BYTE, HYPHEN, SLASH } from './spell.ts';
import { anchors, ENTRY, type GramTable, gramHash, LAST_ENTRY, NO_CHECK, pairGram } from './witness-index.ts';

/** A literal by its bytes. */
export interface GramLiteral {
  readonly literal: number;
  readonly bytes: Uint8Array;
}

export interface GramShape {
  readonly anchor: (typeof anchors)[number];
  readonly size: number;
  readonly step: number;
}

/** Places in the literal that are as good as any: more make the choice no better, and the build slower. */
const MOST_CHOICES = 64;

/**
 * Each literal is entered under one of its grams, the one that fewest other literals hold: what many rules look for
 * (`.exe`, `\win`) is what most texts have.
 */
export function buildGrams({ anchor, size, step }: GramShape, literals: readonly GramLiteral[]): GramTable {
  const places = literals.map(({ bytes }) => gramsOf(bytes, size, anchor));
  const holders = new Map<number, number>();
  for (const grams of places) {
    for (const gram of new Set(grams.flatMap(one => one.grams))) holders.set(gram, (holders.get(gram) ?? 0) + 1);
  }
  const byGram = new Map<number, number[][]>();
  for (const [at, { literal, bytes }] of literals.entries()) {
    for (const { offset, grams } of rarest(places[at] ?? [], step, holders)) {
      const [distance, check] = checkOf(bytes, offset);
      for (const gram of grams) {
        const entry = [literal, offset, distance, check];
        const known = byGram.get(gram);
        if (known === undefined) byGram.set(gram, [entry]);
        else known.push(entry);
      }
    }
  }
  return layOut(anchors.indexOf(anchor), size, step, byGram);
}

interface Place {
  readonly offset: number;
  /** Several where ANY_DASH is two characters of ASCII. */
  readonly grams: readonly number[];
}

/** The `step` places side by side whose grams fewest literals hold. */
function rarest(places: readonly Place[], step: number, holders: ReadonlyMap<number, number>): readonly Place[] {
  const costs = places.map(
    ({ grams }) => grams.reduce((total, gram) => total + (holders.get(gram) ?? 0), 0) * grams.length,
  );
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let at = 0; at + step <= costs.length; at += 1) {
    let cost = 0;
    for (let next = at; next < at + step; next += 1) cost += costs[next] ?? 0;
    if (cost < least) [best, least] = [at, cost];
  }
  return places.slice(best, best + step);
}

function layOut(
  anchor: number,
  size: number,
  step: number,
  byGram: ReadonlyMap<number, readonly (readonly number[])[]>,
): GramTable {
  const count = [...byGram.values()].reduce((total, entries) => total + entries.length, 0);
  const slotBits = bitsFor(byGram.size * 2);
  const slots = new Int32Array(2 * 2 ** slotBits);
  const bits = new Uint32Array(2 ** (bitsFor(byGram.size * (byGram.size > MANY_GRAMS ? 16 : 64)) - 5));
  const bitBits = Math.log2(bits.length * 32);
  const entries = new Int32Array(count * ENTRY);
  let next = 0;
  for (const [gram, own] of byGram) {
    let slot = gramHash(gram, slotBits) * 2;
    while (slots[slot + 1] !== 0) slot = (slot + 2) & (slots.length - 1);
    slots[slot] = gram;
    slots[slot + 1] = next + 1;
    const bit = gramHash(gram, bitBits);
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
    for (const entry of own) {
      entries.set(entry, next * ENTRY);
      next += 1;
    }
    const last = (next - 1) * ENTRY;
    entries[last] = (entries[last] ?? 0) | LAST_ENTRY;
  }
  return { anchor, size, step, bits, slots, entries };
}

/** One place in 64 of a random text passes the bits for nothing; of a large table one in 16, lest the bits leave the cache. */
const MANY_GRAMS = 4_096;

function bitsFor(count: number): number {
  return Math.max(5, Math.ceil(Math.log2(Math.max(2, count))));
}

function gramsOf(bytes: Uint8Array, size: number, anchor: GramShape['anchor']): readonly Place[] {
  const last = bytes.length - size;
  if (anchor === 'start') return [{ offset: 0, grams: gramsAt(bytes, 0, size) }];
  if (anchor === 'end') return [{ offset: last, grams: gramsAt(bytes, last, size) }];
  const places: Place[] = [];
  for (let offset = 0; offset <= last && places.length < MOST_CHOICES; offset += 1) {
    places.push({ offset, grams: gramsAt(bytes, offset, size) });
  }
  return places;
}

function gramsAt(bytes: Uint8Array, offset: number, size: number): readonly number[] {
  if (size <= 4) return wordsAt(bytes, offset, size);
  const seconds = wordsAt(bytes, offset + 4, 4);
  return wordsAt(bytes, offset, 4).flatMap(first => seconds.map(second => pairGram(first, second)));
}

/** Little-endian, as DataView is asked to read. */
function wordsAt(bytes: Uint8Array, offset: number, size: number): readonly number[] {
  let words = [0];
  for (let at = 0; at < size; at += 1) {
    const byte = bytes[offset + at] ?? 0;
    const shift = 8 * at;
    if (byte === DASH_BYTE) words = words.flatMap(word => [word | (HYPHEN << shift), word | (SLASH << shift)]);
    else words = words.map(word => word | (byte << shift));
  }
  return words;
}

/** Four bytes of the literal, none of them a dash, as far from the gram as there are. */
function checkOf(bytes: Uint8Array, offset: number): readonly [distance: number, check: number] {
  let best = -1;
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    if (bytes.subarray(at, at + 4).includes(DASH_BYTE)) continue;
    if (best < 0 || Math.abs(at - offset) > Math.abs(best - offset)) best = at;
  }
  return best < 0 ? [NO_CHECK, 0] : [best - offset, wordsAt(bytes, best, 4)[0] ?? 0];
}
