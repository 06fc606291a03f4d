import type { LogEvent } from '../event/index.ts';

/** Which selectors of the bundle an event satisfies, as ascending positions in `bundle.selectors`. */
export interface Matcher {
  readonly match: (event: LogEvent) => readonly number[];
}
