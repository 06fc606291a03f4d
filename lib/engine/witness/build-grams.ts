import { gramUnits } from './literal.ts';
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
export function buildGrams(size: number, literals: readonly GramLiteral[]): GramTable {
  const holders = new Map<number, number>();
  for (const { text } of literals) {
    for (const gram of new Set(gramsOf(text, size))) holders.set(gram, (holders.get(gram) ?? 0) + 1);
  }
  const byGram = new Map<number, { readonly literal: number; readonly end: number }[]>();
  for (const { literal, text } of literals) {
    const grams = gramsOf(text, size);
    let best = 0;
    for (const [at, gram] of grams.entries()) {
      if ((holders.get(gram) ?? 0) < (holders.get(grams[best] ?? 0) ?? 0)) best = at;
    }
    const gram = grams[best] ?? 0;
    const known = byGram.get(gram);
    const entry = { literal, end: best + size };
    if (known === undefined) byGram.set(gram, [entry]);
    else known.push(entry);
  }
  return layOut(size, literals.length, byGram);
}

function layOut(
  size: number,
  count: number,
  byGram: ReadonlyMap<number, readonly { readonly literal: number; readonly end: number }[]>,
): GramTable {
  const slotBits = bitsFor(byGram.size * 2);
  const keys = new Int32Array(2 ** slotBits);
  const heads = new Int32Array(2 ** slotBits);
  const bits = new Uint32Array(2 ** Math.max(0, bitsFor(byGram.size * BITS_PER_GRAM) - 5));
  const bitBits = Math.log2(bits.length * 32);
  const entryLiterals = new Int32Array(count);
  const entryEnds = new Uint16Array(count);
  const entryLast = new Uint8Array(count);
  let next = 0;
  for (const [gram, entries] of byGram) {
    let slot = gramHash(gram, slotBits);
    while (heads[slot] !== 0) slot = (slot + 1) & (keys.length - 1);
    keys[slot] = gram;
    heads[slot] = next + 1;
    const bit = gramHash(gram, bitBits);
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
    for (const { literal, end } of entries) {
      entryLiterals[next] = literal;
      entryEnds[next] = end;
      next += 1;
    }
    entryLast[next - 1] = 1;
  }
  return { size, bits, keys, heads, entryLiterals, entryEnds, entryLast };
}

/** One position in so many of a random text passes the bits for nothing; 64 keeps a large field's bits in a fast cache. */
const BITS_PER_GRAM = 64;

function bitsFor(count: number): number {
  return Math.max(5, Math.ceil(Math.log2(Math.max(2, count))));
}

function gramsOf(text: string, size: number): readonly number[] {
  const grams: number[] = [];
  for (let end = size; end <= text.length && grams.length < MOST_CHOICES; end += 1) {
    let gram = 0;
    for (let at = end - size; at < end; at += 1) gram = (gram << 8) | (gramUnits[text.charCodeAt(at)] ?? 0);
    grams.push(gram);
  }
  return grams;
}
