import { hashUnits } from './literal.ts';
import type { EqualTable } from './witness-index.ts';

export const HASH_BASIS = 0x811c9dc5 | 0;

/** FNV-1a over hash units, so that a literal with ANY_DASH hashes as the texts that it stands for. */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Last mixing: FNV's low bits alone are poor. */
export function slotOf(hash: number, slots: number): number {
  return (hash ^ (hash >>> 15)) & (slots - 1);
}

export function lengthBit(length: number): number {
  return Math.min(length, 63);
}

export function buildEquals(literals: readonly { readonly literal: number; readonly text: string }[]): EqualTable {
  const lengths = new Uint32Array(2);
  if (literals.length === 0) return { slots: new Int32Array(0), lengths };
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(literals.length * 2 + 1)));
  for (const { literal, text } of literals) {
    let hash = HASH_BASIS;
    for (let at = 0; at < text.length; at += 1) hash = hashStep(hash, hashUnits[text.charCodeAt(at)] ?? 0);
    let slot = slotOf(hash, slots.length);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = literal + 1;
    const bit = lengthBit(text.length);
    lengths[bit >>> 5] = (lengths[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }
  return { slots, lengths };
}
