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
  /** By selector: bits of the groups that must all be hit; 0 where only its scopes say when it must be asked. */
  readonly needs: Uint8Array;
  /** By selector: parts of its predicate that a full hit by strings proves; see Witness. */
  readonly covered: Int32Array;
  /** By selector: positions in `fields` that it is indexed under, as a range of `selectorFields`. */
  readonly selectorFieldStarts: Int32Array;
  readonly selectorFields: Int32Array;
  readonly scopes: readonly Scope[];
  /** By selector: what its scopes must hold, as a range of `selectorScopes` (see scopeEntry). */
  readonly selectorScopeStarts: Int32Array;
  readonly selectorScopes: Int32Array;
}

/** A posting is `selector * GROUPS + group`. */
export const GROUPS = 4;

export interface Literals {
  /** Two by literal: where its bytes begin; and its length, placement and whether it holds a DASH_BYTE, packed by `traits`. */
  readonly traits: Int32Array;
  /** Spelt as literalBytes does, one literal after another. */
  readonly bytes: Uint8Array;
}

export function packTraits(length: number, placement: number, hasDash: boolean): number {
  return (length << 3) | (placement << 1) | (hasDash ? 1 : 0);
}

export interface FieldIndex {
  /** As fieldKey spells it. */
  readonly key: string;
  /** Postings of the selectors that only need the field to be there. */
  readonly present: Int32Array;
  /** Literals of ASCII. */
  readonly tables: readonly GramTable[];
  /** Literals with characters beyond ASCII: looked for only in texts that have such characters. */
  readonly others: readonly GramTable[];
  /** Literals so short and so few that the machine finds each faster than a table finds them all. */
  readonly direct: Int32Array;
  /** Some test asks about an array as a whole, some about numbers that a text may spell in several ways. */
  readonly readsWhole: boolean;
  readonly readsNumbers: boolean;
}

/** Where in a text grams are looked up: at every `step`th place, at its start alone, or at its end alone. */
export const anchors = ['any', 'start', 'end'] as const;

export interface GramTable {
  /** Position in `anchors`. */
  readonly anchor: number;
  /** Bytes in a gram: 1, 2, 3, 4 or 8. */
  readonly size: number;
  /** Each literal is entered under so many grams, side by side. */
  readonly step: number;
  /** A bit per hashed gram: most places of most texts end here. */
  readonly bits: Uint32Array;
  /** Open addressing, in pairs that share a cache line: the gram, and where its entries begin, plus one (0: free). */
  readonly slots: Int32Array;
  /** In the order of their grams, ENTRY numbers each: see build-grams.ts. */
  readonly entries: Int32Array;
}

/**
 * Four numbers beside each other, so that an entry is one read from memory: the literal, with LAST_ENTRY where the next
 * entry is of another gram; how many of its bytes precede the gram; and four other bytes of the literal with their
 * distance from the gram, which tell most literals apart without a look at the literal itself.
 */
export const ENTRY = 4;
export const LAST_ENTRY = 1 << 30;
/** In place of a distance: the literal has no four other bytes that are certain. */
export const NO_CHECK = 0x7fffffff;

/** Multiplying spreads the gram's bits, the upper ones are kept. */
export const GRAM_FACTOR = 0x9e3779b1 | 0;
const PAIR_FACTOR = 0x85ebca6b | 0;

export function gramHash(gram: number, bits: number): number {
  return Math.imul(gram, GRAM_FACTOR) >>> (32 - bits);
}

/** Eight bytes as one number. Others may give the same, so that a hit is no proof. */
export function pairGram(first: number, second: number): number {
  return first ^ Math.imul(second, PAIR_FACTOR);
}

/**
 * A field whose value decides for many selectors at once whether they are asked at all (`event.category`): events are
 * routed by it, as by their log source.
 */
export interface Scope {
  /** As fieldKey spells it. */
  readonly key: string;
  /** Folded whole texts that selectors ask for. */
  readonly texts: readonly string[];
}

/** Of `scope`, one of the texts that the selector takes. */
export function scopeEntry(scope: number, text: number): number {
  return scope * MOST_SCOPE_TEXTS + text;
}

export const MOST_SCOPE_TEXTS = 4_096;
