/**
 * The index as data: typed arrays that are written when the bundle is built and read as they are. Literals, fields and
 * selectors are positions. Postings say which selector a hit speaks for, and for which of its groups.
 */
export interface WitnessIndex {
  readonly fields: readonly FieldIndex[];
  readonly literals: Literals;
  /** By literal: its postings are `postings[starts[literal]]` up to `postings[starts[literal + 1]]`. */
  readonly postingStarts: Int32Array;
  readonly postings: Int32Array;
  /** By selector: bits of the groups that must all be hit; 0 where the selector must be asked every time. */
  readonly needs: Uint8Array;
  /** By selector: parts of its predicate that a full hit by strings proves; see Witness. */
  readonly covered: Int32Array;
  /** By selector: positions in `fields` that it is indexed under, as a range of `selectorFields`. */
  readonly selectorFieldStarts: Int32Array;
  readonly selectorFields: Int32Array;
}

/** A posting is `selector * GROUPS + group`. */
export const GROUPS = 4;

export interface Literals {
  /** By literal, into `units`. One more than there are literals. */
  readonly starts: Int32Array;
  /** Folded UTF-16 units. */
  readonly units: Uint16Array;
  /** Position in `placements`. */
  readonly placements: Uint8Array;
}

export interface FieldIndex {
  /** As fieldKey spells it. */
  readonly key: string;
  /** Postings of the selectors that only need the field to be there. */
  readonly present: Int32Array;
  readonly equal: EqualTable;
  /** Those without entries are left out. */
  readonly grams: readonly GramTable[];
  /** Literals with units beyond ASCII: looked for only in texts that have such units. */
  readonly others: readonly GramTable[];
  /** Literals so short or so few that the machine finds each faster than a table finds them all. */
  readonly direct: Int32Array;
}

/** Open addressing by a hash of the whole folded text. */
export interface EqualTable {
  /** A literal plus one, or 0. Empty where the field has no such literals. Its length is a power of two. */
  readonly slots: Int32Array;
  /** Bit n: some literal has n units; bit 63 stands for 63 and more. */
  readonly lengths: Uint32Array;
}

export interface GramTable {
  /** Units in a gram: 4, 3 or 2. */
  readonly size: number;
  /** Grams are looked for at every so manieth place of a text; each literal is entered under as many, side by side. */
  readonly step: number;
  /** A bit per hashed gram: most positions of most texts end here. */
  readonly bits: Uint32Array;
  /** Open addressing: the gram, and where its entries begin, plus one (0: free). */
  readonly keys: Int32Array;
  readonly heads: Int32Array;
  /** Entries in the order of their grams: the literal, and how many of its units precede the gram. */
  readonly entryLiterals: Int32Array;
  readonly entryOffsets: Uint16Array;
  /** 1 where the next entry is of another gram. */
  readonly entryLast: Uint8Array;
}

/** Multiplying spreads the gram's bits, the upper ones are kept. */
export const GRAM_FACTOR = 0x9e3779b1 | 0;

export function gramHash(gram: number, bits: number): number {
  return Math.imul(gram, GRAM_FACTOR) >>> (32 - bits);
}
