import { canonicalText } from './finding-id.ts';
import type { Hit } from './hit.ts';

/**
 * A leg of a bucket that has reached its cap. It still takes hits whose values it does not hold: a flood of one value
 * must not hide the others from a rule that counts different ones. That ends at twice the cap, or where it holds so many
 * values that whoever counts them has had enough.
 */
export interface FullLeg {
  readonly takes: (hit: Hit) => boolean;
}

const mostValues = 1_000;

/** Null where these hits of one leg, one per event, do not fill it. */
export function fullLeg(hits: readonly Hit[], capPerLeg: number): FullLeg | null {
  if (hits.length < capPerLeg) return null;
  const values = new Set<string>();
  for (const hit of hits) {
    if (values.size > mostValues) break;
    values.add(canonicalText([...hit.values]));
  }
  const isClosed = hits.length >= 2 * capPerLeg || values.size > mostValues;
  return { takes: hit => !isClosed && !values.has(canonicalText([...hit.values])) };
}
