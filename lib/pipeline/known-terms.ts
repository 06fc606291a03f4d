import type { Micros } from '../event/index.ts';

/**
 * Terms whose day this container has written and decided, and that were no finding. The same term again on that day,
 * not earlier, tells the baseline nothing that it does not have, and costs no request.
 */
export interface KnownTerms {
  readonly has: (term: string, time: Micros) => boolean;
  readonly learn: (term: string, time: Micros) => void;
}

/** Some hundred bytes each: a few megabytes. Forgetting costs a request per term. */
const mostTerms = 50_000;

export function knownTerms(): KnownTerms {
  const earliest = new Map<string, Micros>();
  return {
    has: (term, time) => {
      const known = earliest.get(term);
      return known !== undefined && time >= known;
    },
    learn: (term, time) => {
      const known = earliest.get(term);
      earliest.delete(term);
      earliest.set(term, Math.min(known ?? time, time));
      const [oldest] = earliest.keys();
      if (earliest.size > mostTerms && oldest !== undefined) earliest.delete(oldest);
    },
  };
}
