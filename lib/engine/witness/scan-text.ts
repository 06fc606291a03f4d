import { fold } from '../letter-case.ts';
import { HASH_BASIS, hashStep, lengthBit, slotOf } from './equal-table.ts';
import { CASE_BIT, foldedUnit, gramUnits, hashUnits, standsFor } from './literal.ts';
import type { Scratch } from './scratch.ts';
import { type EqualTable, type FieldIndex, GRAM_FACTOR, type GramTable, type Literals } from './witness-index.ts';

/** Finds every literal of one field that occurs in a text. */
export type ScanText = (text: string, found: Found) => void;

/** Grows as needed and is used again: `count` says how much of it counts. */
export interface Found {
  literals: Int32Array;
  count: number;
}

export function createScan(field: FieldIndex, literals: Literals, scratch: Scratch): ScanText {
  const { equal, grams, others, direct } = field;
  const scans = [
    ...(equal.slots.length === 0 ? [] : [scanEqual(equal, literals)]),
    ...(direct.length === 0 ? [] : [scanDirect(direct, literals)]),
  ];
  const inBytes = grams.map(table => scanBytes(table, literals));
  const inUnits = grams.map(table => scanUnits(table, literals));
  const further = others.map(table => scanUnits(table, literals));
  const needsAscii = scans.length + further.length > 0;
  return (text, found) => {
    const isNarrow = !WIDE.test(text);
    const isAscii = isNarrow && needsAscii && !BEYOND_ASCII.test(text);
    // Other alphabets are folded as a whole, so that below this line every unit is a folded one or ASCII.
    const subject = isNarrow && !needsAscii ? text : isAscii ? text.toLowerCase() : fold(text);
    for (const scan of scans) scan(subject, found);
    if (isNarrow && text.length >= WORTH_COPYING && inBytes.length > 0) {
      // A letter of Latin-1 never folds to ASCII, so for literals of ASCII the text need not be folded.
      const view = scratch.fill(text);
      for (const scan of inBytes) scan(view, text, found);
    } else for (const scan of inUnits) scan(subject, found);
    if (!isAscii) for (const scan of further) scan(subject, found);
  };
}

const WIDE = /[^\0-\xff]/;
const BEYOND_ASCII = /[^\0-\x7f]/;
/** Copying a text out of the engine's heap costs as much as reading so many of its units one by one. */
const WORTH_COPYING = 32;

type Scan = (text: string, found: Found) => void;

function scanDirect(direct: Int32Array, literals: Literals): Scan {
  const wanted = Array.from(direct, literal => ({ literal, text: textOf(literal, literals) }));
  return (text, found) => {
    for (const { literal, text: each } of wanted) {
      for (let at = text.indexOf(each); at >= 0; at = text.indexOf(each, at + 1)) {
        if (!stands(text, at, literal, literals)) continue;
        add(found, literal);
        break;
      }
    }
  };
}

export function textOf(literal: number, { starts, units }: Literals): string {
  return String.fromCharCode(...units.subarray(starts[literal], starts[literal + 1]));
}

function scanEqual({ slots, lengths }: EqualTable, literals: Literals): Scan {
  const last = slots.length - 1;
  return (text, found) => {
    const bit = lengthBit(text.length);
    if ((((lengths[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 0) return;
    let hash = HASH_BASIS;
    for (let at = 0; at < text.length; at += 1) {
      hash = hashStep(hash, hashUnits[text.charCodeAt(at)] ?? 0);
    }
    for (let slot = slotOf(hash, slots.length); slots[slot] !== 0; slot = (slot + 1) & last) {
      const literal = (slots[slot] ?? 0) - 1;
      if (stands(text, 0, literal, literals)) add(found, literal);
    }
  };
}

function scanBytes(table: GramTable, literals: Literals): (view: DataView, text: string, found: Found) => void {
  const { size, step, bits } = table;
  const bitShift = 32 - Math.log2(bits.length * 32);
  const mask = size === 4 ? -1 : (1 << (size * 8)) - 1;
  return (view, text, found) => {
    const last = text.length - size;
    for (let at = 0; at <= last; at += step) {
      const gram = (view.getInt32(at, true) | CASE_BITS) & mask;
      const bit = Math.imul(gram, GRAM_FACTOR) >>> bitShift;
      if ((((bits[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1) addGram(gram, table, text, at, found, literals);
    }
  };
}

const CASE_BITS = CASE_BIT * 0x01010101;

/** The same, over any text. */
function scanUnits(table: GramTable, literals: Literals): Scan {
  const { size, bits } = table;
  const bitShift = 32 - Math.log2(bits.length * 32);
  const top = 8 * (size - 1);
  return (text, found) => {
    const { length } = text;
    let gram = 0;
    for (let end = 0; end < length; end += 1) {
      gram = (gram >>> 8) | ((gramUnits[text.charCodeAt(end)] ?? 0) << top);
      const bit = Math.imul(gram, GRAM_FACTOR) >>> bitShift;
      if ((((bits[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 0) continue;
      addGram(gram, table, text, end - size + 1, found, literals);
    }
  };
}

/** Adds the literals that hold this gram and stand around this place. */
function addGram(gram: number, table: GramTable, text: string, at: number, found: Found, literals: Literals): void {
  const { keys, heads, entryLiterals, entryOffsets, entryLast } = table;
  const last = keys.length - 1;
  let slot = Math.imul(gram, GRAM_FACTOR) >>> (32 - Math.log2(keys.length));
  while (heads[slot] !== 0 && keys[slot] !== gram) slot = (slot + 1) & last;
  const head = heads[slot] ?? 0;
  if (head === 0) return;
  for (let entry = head - 1; ; entry += 1) {
    const literal = entryLiterals[entry] ?? 0;
    const from = at - (entryOffsets[entry] ?? 0);
    if (from >= 0 && stands(text, from, literal, literals)) add(found, literal);
    if (entryLast[entry] === 1) return;
  }
}

const [EQUAL, STARTS, ENDS] = [0, 1, 2];

/** Does the literal stand in the text at this place, and may it stand there? */
function stands(text: string, from: number, literal: number, { starts, units, placements }: Literals): boolean {
  const start = starts[literal] ?? 0;
  const length = (starts[literal + 1] ?? 0) - start;
  const placement = placements[literal];
  if (from + length > text.length) return false;
  if ((placement === STARTS || placement === EQUAL) && from !== 0) return false;
  if ((placement === ENDS || placement === EQUAL) && from + length !== text.length) return false;
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(from + at);
    const folded = unit < 128 ? (foldedUnit[unit] ?? 0) : unit;
    const wanted = units[start + at] ?? 0;
    if (folded !== wanted && !standsFor(folded, wanted)) return false;
  }
  return true;
}

function add(found: Found, literal: number): void {
  // The same literal may stand in one text many times, mostly close together.
  if (found.count > 0 && found.literals[found.count - 1] === literal) return;
  if (found.count === found.literals.length) {
    const grown = new Int32Array(found.count * 2);
    grown.set(found.literals);
    found.literals = grown;
  }
  found.literals[found.count] = literal;
  found.count += 1;
}
