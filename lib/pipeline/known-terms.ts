import type { Micros } from '../event/index.ts';
import { recentlyUsed } from './recently-used.ts';

/**
 * Terms whose day this container has written and decided, and that were no finding. The same term again on that day,
 * not earlier, tells the baseline nothing that it does not have, and costs no request.
 */
export interface KnownTerms {
  readonly has: (term: string, time: Micros) => boolean;
  readonly learn: (term: string, time: Micros) => void;
}

/** Some hundred bytes each: a few megabytes. */
const mostTerms = 50_000;

export function knownTerms(most: number = mostTerms): KnownTerms {
  const earliest = recentlyUsed<Micros>(most);
  return {
    has: (term, time) => {
      const known = earliest.get(term);
      return known !== undefined && time >= known;
    },
    learn: (term, time) => earliest.set(term, Math.min(earliest.get(term) ?? time, time)),
  };
}
