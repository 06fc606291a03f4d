import type { CharRange } from './char-set.ts';

/** A regular expression as a tree: what it matches, without captures, flags or laziness, which cannot change a yes or no. */
export type RegexNode =
  | { readonly node: 'set'; readonly ranges: readonly CharRange[] }
  | { readonly node: 'sequence'; readonly of: readonly RegexNode[] }
  | { readonly node: 'either'; readonly of: readonly RegexNode[] }
  | { readonly node: 'repeat'; readonly of: RegexNode; readonly min: number; readonly max: number | null }
  | { readonly node: 'anchor'; readonly at: Anchor };

export type Anchor = 'start' | 'end' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

export const empty: RegexNode = { node: 'sequence', of: [] };
