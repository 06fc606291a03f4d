import { fold } from '../letter-case.ts';
import { HASH_BASIS, hashStep, lengthBit, slotOf } from './equal-table.ts';
import { foldedUnit, gramUnits, standsFor } from './literal.ts';
import { type EqualTable, type FieldIndex, type GramTable, gramHash, type Literals } from './witness-index.ts';

/** Finds every literal of one field that occurs in a text. */
export type ScanText = (text: string, found: Found) => void;

/** Grows as needed and is used again: `count` says how much of it counts. */
export interface Found {
  literals: Int32Array;
  count: number;
}

export function createScan({ equal, grams, others, singles }: FieldIndex, literals: Literals): ScanText {
  const scans = [
    ...(equal.slots.length === 0 ? [] : [scanEqual(equal, literals)]),
    ...(singles.length === 0 ? [] : [scanSingles(singles, literals)]),
    ...grams.map(table => scanGrams(table, literals)),
  ];
  const further = others.map(table => scanGrams(table, literals));
  return (text, found) => {
    const isAscii = !BEYOND_ASCII.test(text);
    // Other alphabets are folded as a whole, so that below this line every unit is a folded one or ASCII.
    const subject = isAscii ? text : fold(text);
    for (const scan of scans) scan(subject, found);
    if (!isAscii) for (const scan of further) scan(subject, found);
  };
}

const BEYOND_ASCII = /[^\0-\x7f]/;

type Scan = (text: string, found: Found) => void;

function scanSingles(singles: Int32Array, literals: Literals): Scan {
  const units = Array.from(singles, literal => String.fromCharCode(literals.units[literals.starts[literal] ?? 0] ?? 0));
  return (text, found) => {
    for (let at = 0; at < units.length; at += 1) if (text.includes(units[at] ?? '')) add(found, singles[at] ?? 0);
  };
}

function scanEqual({ slots, lengths }: EqualTable, literals: Literals): Scan {
  const last = slots.length - 1;
  return (text, found) => {
    const bit = lengthBit(text.length);
    if ((((lengths[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 0) return;
    let hash = HASH_BASIS;
    for (let at = 0; at < text.length; at += 1) {
      hash = hashStep(hash, gramUnits[text.charCodeAt(at)] ?? 0);
    }
    for (let slot = slotOf(hash, slots.length); slots[slot] !== 0; slot = (slot + 1) & last) {
      const literal = (slots[slot] ?? 0) - 1;
      if (stands(text, 0, literal, literals)) add(found, literal);
    }
  };
}

function scanGrams(table: GramTable, literals: Literals): Scan {
  const { size, bits, keys, heads } = table;
  const bitBits = Math.log2(bits.length * 32);
  const slotBits = Math.log2(keys.length);
  const bitShift = 32 - bitBits;
  const lastSlot = keys.length - 1;
  const mask = size === 4 ? -1 : (1 << (size * 8)) - 1;
  return (text, found) => {
    const { length } = text;
    let gram = 0;
    for (let at = 0; at < length; at += 1) {
      gram = ((gram << 8) | (gramUnits[text.charCodeAt(at)] ?? 0)) & mask;
      const bit = Math.imul(gram, 0x9e3779b1) >>> bitShift;
      if ((((bits[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 0) continue;
      for (let slot = gramHash(gram, slotBits); heads[slot] !== 0; slot = (slot + 1) & lastSlot) {
        if (keys[slot] !== gram) continue;
        addEntries(table, (heads[slot] ?? 0) - 1, text, at + 1, found, literals);
        break;
      }
    }
  };
}

function addEntries(
  { entryLiterals, entryEnds, entryLast }: GramTable,
  head: number,
  text: string,
  end: number,
  found: Found,
  literals: Literals,
): void {
  for (let entry = head; ; entry += 1) {
    const literal = entryLiterals[entry] ?? 0;
    const from = end - (entryEnds[entry] ?? 0);
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
