export type LetterCase = 'sensitive' | 'insensitive';

/** Which members may be compared as text: only strings; numbers and booleans too; objects and arrays too (as JSON). */
export type AsText = 'strings' | 'scalars' | 'json';

/**
 * One piece of a wildcard pattern. `segment-run` does not cross a `/` (SECL paths). `one-of` is exactly one character,
 * any of `characters`, none of which has a letter case (Sigma `windash`, which would else cost five copies of each value:
 * ` –enc` or ` /enc` is `any-run`, literal ` `, one-of `-/–—―`, literal `enc`, `any-run`).
 */
export type GlobPart =
  | { readonly part: 'literal'; readonly text: string }
  | { readonly part: 'any-run' }
  | { readonly part: 'any-one' }
  | { readonly part: 'one-of'; readonly characters: string }
  | { readonly part: 'segment-run' };

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** A question to one value that is there. Null answers only `null`; every other test of null is false. */
export type Test =
  | { readonly is: 'equal'; readonly texts: readonly string[]; readonly case: LetterCase; readonly asText: AsText }
  | { readonly is: 'contains'; readonly text: string; readonly case: LetterCase; readonly asText: AsText }
  | { readonly is: 'starts'; readonly text: string; readonly case: LetterCase; readonly asText: AsText }
  | { readonly is: 'ends'; readonly text: string; readonly case: LetterCase; readonly asText: AsText }
  /** The whole text fits the pattern. */
  | { readonly is: 'like'; readonly parts: readonly GlobPart[]; readonly case: LetterCase; readonly asText: AsText }
  /** A whole term: bounded by something other than a letter or digit (Kusto `has`). */
  | { readonly is: 'term'; readonly text: string; readonly case: LetterCase; readonly asText: AsText }
  | RegexTest
  /** The text is an IP address inside one of these networks (IPv4, IPv6; an IPv4-mapped IPv6 address is its IPv4). */
  | { readonly is: 'cidr'; readonly networks: readonly string[] }
  /** `numericText`: may a string that spells a number be compared as one? */
  | { readonly is: 'number'; readonly compare: Comparison; readonly to: number; readonly numericText: boolean }
  | { readonly is: 'boolean'; readonly to: boolean }
  | { readonly is: 'null' }
  /** The text is in a list that the configuration gives under this name (`values` in weir.yml). */
  | {
      readonly is: 'listed';
      readonly list: string;
      readonly how: 'equal' | 'like' | 'contains' | 'starts' | 'ends' | 'cidr';
      readonly case: LetterCase;
    };

export interface RegexTest {
  readonly is: 'regex';
  /** In ECMAScript's syntax, whatever the rule's own dialect was. */
  readonly pattern: string;
  /** Any of i, m, s, u, in that order. */
  readonly flags: string;
  readonly asText: AsText;
  /** Literals of which one must occur in any text that matches; empty where none is known. Lower-cased under flag i. */
  readonly literals: readonly string[];
  /** `native` only where backtracking was proven to stay linear; all others run on a linear-time engine. */
  readonly engine: 'native' | 'linear';
}
