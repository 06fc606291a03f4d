import { fold } from '../letter-case.ts';

/** Where in a value the literal must stand. */
export const placements = ['equal', 'starts', 'ends', 'contains'] as const;
export type Placement = (typeof placements)[number];

/** A text that must occur in a field's value. Part of a necessary condition: `isExact` says that it is the condition. */
export interface Literal {
  /** Key of the field in the index; see fieldKey. */
  readonly field: string;
  readonly placement: Placement;
  /** Case-folded. ANY_DASH stands for any of `dashes`. */
  readonly text: string;
  /** A string value answers the test exactly where the literal occurs in it. */
  readonly isExact: boolean;
}

/** The five characters that Windows takes for the start of an option, which Sigma's `windash` makes alternatives. */
export const dashes = '-/–—―';

/** A noncharacter: a rule that looks for it gets no literal. */
export const ANY_DASH = '\uffff';

/** UTF-16 units to folded units, for ASCII. Other units are folded with their whole text before they are looked at. */
export const foldedUnit: Uint8Array = Uint8Array.from({ length: 128 }, (_, unit) =>
  fold(String.fromCharCode(unit)).charCodeAt(0),
);

/**
 * UTF-16 units to the eight bits of a gram. Setting one bit folds the letters of ASCII, so that four bytes of a text are
 * folded at once; it makes a few signs the same besides, which comparing the whole literal tells apart.
 */
export const CASE_BIT = 0x20;
export const gramUnits: Uint8Array = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  if (unit < 0x100) return unit | CASE_BIT;
  return dashes.includes(String.fromCharCode(unit)) ? 0x2d : 0x80 | (unit & 0x7f) | CASE_BIT;
});

/** Folded units to eight bits, with all dashes the same: what whole texts are hashed by. */
export const hashUnits: Uint8Array = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (dashes.includes(character) || character === ANY_DASH) return 0x2d;
  return unit < 128 ? (foldedUnit[unit] ?? 0) : 0x80 | (unit & 0x7f);
});

const isDashUnit: ReadonlySet<number> = new Set([...dashes].map(dash => dash.charCodeAt(0)));

/** Does a folded unit of a value stand for a unit of a literal? */
export function standsFor(unit: number, wanted: number): boolean {
  return unit === wanted || (wanted === 0xffff && isDashUnit.has(unit));
}
