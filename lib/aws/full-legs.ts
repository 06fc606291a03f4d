import { type FullLeg, fullLeg, type Hit } from '../correlation/index.ts';

/**
 * Which legs of which buckets are known to be at their cap, so that this function stops writing to them. Learned from
 * reading; a function that has not read a full bucket yet writes one batch too many, which does no harm.
 */
export function fullLegs(capPerLeg: number) {
  const byBucket = new Map<string, ReadonlyMap<number, FullLeg>>();
  return {
    isFull: (bucket: string, leg: number) => byBucket.get(bucket)?.has(leg) ?? false,
    takes: (bucket: string, hit: Hit) => byBucket.get(bucket)?.get(hit.leg)?.takes(hit) ?? true,
    /** True where any leg is at its cap. */
    learn: (bucket: string, hits: readonly Hit[]): boolean => {
      if (hits.length < capPerLeg) return false;
      const full = new Map<number, FullLeg>();
      for (const [leg, ofLeg] of distinctByLeg(hits)) {
        const found = fullLeg(ofLeg, capPerLeg);
        if (found !== null) full.set(leg, found);
      }
      if (full.size === 0) return false;
      if (byBucket.size >= mostRemembered) byBucket.clear();
      byBucket.set(bucket, full);
      return true;
    },
  };
}

/** Full buckets are rare; forgetting them costs one write each. */
const mostRemembered = 1_000;

/** Batches that overlap hold one hit twice. */
function distinctByLeg(hits: readonly Hit[]): ReadonlyMap<number, readonly Hit[]> {
  const events = new Map<number, Map<string, Hit>>();
  for (const hit of hits) events.set(hit.leg, (events.get(hit.leg) ?? new Map()).set(hit.event, hit));
  return new Map([...events].map(([leg, ofLeg]) => [leg, [...ofLeg.values()]]));
}
