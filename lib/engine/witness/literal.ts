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
  /** Of an array: any member, or the whole as JSON. `number`: a value that any spelling of this number has. */
  readonly reads: 'any' | 'whole' | 'number';
}

/** The five characters that Windows takes for the start of an option, which Sigma's `windash` makes alternatives. */
export const dashes = '-/–—―';

/** A noncharacter: a rule that looks for it gets no literal. */
export const ANY_DASH = '\uffff';
