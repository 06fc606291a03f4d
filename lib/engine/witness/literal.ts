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

/** Folded units to eight bits, with all dashes the same: what grams are made of. Equal texts have equal grams. */
export const gramUnits: Uint8Array = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (dashes.includes(character) || character === ANY_DASH) return 0x2d;
  return unit < 128 ? (foldedUnit[unit] ?? 0) : 0x80 | (unit & 0x7f);
});

const isDashUnit: ReadonlySet<number> = new Set([...dashes].map(dash => dash.charCodeAt(0)));

/** Does a folded unit of a value stand for a unit of a literal? */
export function standsFor(unit: number, wanted: number): boolean {
  return unit === wanted || (wanted === 0xffff && isDashUnit.has(unit));
}
