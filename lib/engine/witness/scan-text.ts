import { alikeDashes, CASE_BIT, DASH_BYTE, folded, HYPHEN, isAscii, SLASH, type Spelling, spell } from './spell.ts';
import {
  ENTRY,
  type FieldIndex,
  GRAM_FACTOR,
  type GramTable,
  LAST_ENTRY,
  type Literals,
  NO_CHECK,
  pairGram,
} from './witness-index.ts';

/** Finds every literal of one field that occurs in a text. */
export type ScanText = (text: string, found: Found) => void;

/** Grows as needed and is used again: `count` says how much of it counts. */
export interface Found {
  literals: Int32Array;
  count: number;
}

/** One spelling is enough for all fields: each text is done with before the next. */
export function createScan(
  field: Pick<FieldIndex, 'tables' | 'others' | 'direct'>,
  literals: Literals,
  spelling: Spelling,
): ScanText {
  const { tables, others, direct } = field;
  const search = searchSpelt(tables, literals);
  const searchFurther = searchSpelt(others, literals);
  const wanted = Array.from(direct, literal => ({ literal, text: textOf(literal, literals) }));
  return (text, found) => {
    const isPlain = isAscii(text);
    const subject = folded(text, isPlain);
    for (const { literal, text: each } of wanted) if (subject.includes(each)) add(found, literal);
    spell(subject, isPlain, spelling);
    search(spelling, found, false);
    if (isPlain) return;
    searchFurther(spelling, found, false);
    if (!DASHES_BEYOND_ASCII.test(subject)) return;
    spell(alikeDashes(subject), false, spelling);
    search(spelling, found, true);
    searchFurther(spelling, found, true);
  };
}

/** The same for a text that is spelt already: `loosely`, or as `spell` does. */
export function searchSpelt(tables: readonly GramTable[], literals: Literals, isLoose = false): SearchSpelt {
  const all = tables.map(table => ready(table, literals, isLoose ? CASE_BIT : 0));
  return (spelling, found, dashesOnly) => {
    for (const table of all) lookUp(table, spelling, found, dashesOnly);
  };
}

/** `dashesOnly`: the text's dashes were made alike, so that literals without ANY_DASH may not be found in it. */
type SearchSpelt = (spelling: Spelling, found: Found, dashesOnly: boolean) => void;

const DASHES_BEYOND_ASCII = /[–—―]/;

/** Of a literal without ANY_DASH. */
export function textOf(literal: number, { traits, bytes }: Literals): string {
  const start = traits[literal * 2] ?? 0;
  return Buffer.from(bytes.subarray(start, start + ((traits[literal * 2 + 1] ?? 0) >>> 3))).toString();
}

/** A table with what its lookups need, all in one object of one shape. */
interface ReadyTable extends GramTable, Literals {
  /** Set in each byte of the text before it is compared. */
  readonly caseBit: number;
  readonly caseBits: number;
  readonly mask: number;
  readonly bitShift: number;
  readonly slotShift: number;
}

function ready(table: GramTable, { traits, bytes }: Literals, caseBit: number): ReadyTable {
  const { anchor, size, step, bits, slots, entries } = table;
  const caseBits = Math.imul(caseBit, 0x01010101);
  const mask = size >= 4 ? -1 : (1 << (size * 8)) - 1;
  const bitShift = 32 - Math.log2(bits.length * 32);
  const slotShift = 33 - Math.log2(slots.length);
  return { anchor, size, step, bits, slots, entries, traits, bytes, caseBit, caseBits, mask, bitShift, slotShift };
}

const [START, END] = [1, 2];

function lookUp(table: ReadyTable, spelling: Spelling, found: Found, dashesOnly: boolean): void {
  const { anchor, size, step, bits, mask, bitShift, caseBits } = table;
  const { view, length } = spelling;
  const last = anchor === START ? Math.min(0, length - size) : length - size;
  for (let at = anchor === END ? Math.max(0, last) : 0; at <= last; at += step) {
    const word = view.getInt32(at, true) | caseBits;
    const gram = size === 8 ? pairGram(word, view.getInt32(at + 4, true) | caseBits) : word & mask;
    const bit = Math.imul(gram, GRAM_FACTOR) >>> bitShift;
    if ((((bits[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1) addGram(gram, table, spelling, at, found, dashesOnly);
  }
}

/** Adds the literals that hold this gram and stand around this place. */
function addGram(
  gram: number,
  table: ReadyTable,
  spelling: Spelling,
  at: number,
  found: Found,
  dashesOnly: boolean,
): void {
  const { slots, entries, slotShift, caseBits } = table;
  const last = slots.length - 1;
  let slot = (Math.imul(gram, GRAM_FACTOR) >>> slotShift) * 2;
  while (slots[slot + 1] !== 0 && slots[slot] !== gram) slot = (slot + 2) & last;
  const head = slots[slot + 1] ?? 0;
  if (head === 0) return;
  const { view } = spelling;
  for (let entry = (head - 1) * ENTRY; ; entry += ENTRY) {
    const literal = entries[entry] ?? 0;
    const from = at - (entries[entry + 1] ?? 0);
    const distance = entries[entry + 2] ?? 0;
    if (
      from >= 0 &&
      (distance === NO_CHECK || (view.getInt32(at + distance, true) | caseBits) === entries[entry + 3]) &&
      stands(table, spelling, from, literal & ~LAST_ENTRY, dashesOnly)
    ) {
      add(found, literal & ~LAST_ENTRY);
    }
    if ((literal & LAST_ENTRY) !== 0) return;
  }
}

const [EQUAL, STARTS, ENDS] = [0, 1, 2];

/** Does the literal stand in the text at this place, and may it stand there? */
function stands(
  { traits, bytes: wantedBytes, caseBit }: ReadyTable,
  { bytes, length: textLength }: Spelling,
  from: number,
  literal: number,
  dashesOnly: boolean,
): boolean {
  const start = traits[literal * 2] ?? 0;
  const packed = traits[literal * 2 + 1] ?? 0;
  const length = packed >>> 3;
  const placement = (packed >>> 1) & 3;
  if (dashesOnly && (packed & 1) === 0) return false;
  if (from + length > textLength) return false;
  if ((placement === STARTS || placement === EQUAL) && from !== 0) return false;
  if ((placement === ENDS || placement === EQUAL) && from + length !== textLength) return false;
  for (let at = 0; at < length; at += 1) {
    const wanted = wantedBytes[start + at] ?? 0;
    const byte = (bytes[from + at] ?? 0) | caseBit;
    if (byte !== wanted && !(wanted === DASH_BYTE && (byte === HYPHEN || byte === SLASH))) return false;
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
