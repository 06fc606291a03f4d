import type { Hit } from '../correlation/index.ts';

/**
 * Which legs of which buckets are known to be at their cap, so that this function stops writing to them. Learned from
 * reading; a function that has not read a full bucket yet writes one batch too many, which does no harm.
 */
export function fullLegs() {
  const byBucket = new Map<string, ReadonlySet<number>>();
  return {
    has: (bucket: string, leg: number) => byBucket.get(bucket)?.has(leg) ?? false,
    /** True where any leg is at its cap. */
    learn: (bucket: string, hits: readonly Hit[], capPerLeg: number): boolean => {
      if (hits.length < capPerLeg) return false;
      const counts = new Map<number, Set<string>>();
      for (const hit of hits) counts.set(hit.leg, (counts.get(hit.leg) ?? new Set()).add(hit.event));
      const full = new Set([...counts].filter(([, events]) => events.size >= capPerLeg).map(([leg]) => leg));
      if (full.size === 0) return false;
      if (byBucket.size >= mostRemembered) byBucket.clear();
      byBucket.set(bucket, full);
      return true;
    },
  };
}

/** Full buckets are rare; forgetting them costs one write each. */
const mostRemembered = 1_000;
