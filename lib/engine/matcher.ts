import type { LogEvent } from '../event/index.ts';

/** Which selectors of the bundle an event satisfies. Never throws: a selector that fails is named, the others go on. */
export interface Matcher {
  readonly match: (event: LogEvent) => Matched;
  /** Drops what is remembered of the values seen so far; call it between batches. Changes no answer. */
  readonly forget: () => void;
  /** Since the matcher was made. */
  readonly counts: () => MatchCounts;
}

export interface Matched {
  /** Ascending positions in `bundle.selectors`. */
  readonly matched: readonly number[];
  /** Empty but for our own mistakes, and input so extreme (JSON thousands deep) that an evaluation ran out of stack. */
  readonly errors: readonly MatchError[];
}

export interface MatchError {
  /** Position in `bundle.selectors`: its `uses` name the rules whose health this is. */
  readonly selector: number;
  readonly error: Error;
}

export interface MatchCounts {
  /** Predicates evaluated, in full or in the part that the index had not proven. */
  readonly evaluations: number;
  /** Selectors whose log source fitted, summed over events: what `evaluations` would be without an index. */
  readonly routed: number;
  /** How often a regex was shown only the first part of a text (`regexInputCap`). */
  readonly cappedInputs: number;
}
