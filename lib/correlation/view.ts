import type { Micros } from '../event/index.ts';
import { compareHits, fullerHit, type Hit } from './hit.ts';
import type { Plan } from './plan.ts';
import type { BucketContents } from './state-store.ts';

/** The union of some buckets: all that a decision may look at. */
export interface View {
  /** Standing hits in event order: one per event and leg. */
  readonly hits: readonly Hit[];
  /** Grows with every hit and with every greater basis of one; retracted hits count as well. */
  readonly seen: number;
  readonly capped: boolean;
}

export function viewOf(contents: readonly BucketContents[]): View {
  return viewOfHits(
    contents.flatMap(bucket => bucket.hits),
    contents.some(bucket => bucket.capped),
  );
}

export function viewOfHits(hits: readonly Hit[], capped: boolean): View {
  const greatest = new Map<string, Hit>();
  for (const hit of hits) {
    const id = `${hit.leg}/${hit.event}`;
    const known = greatest.get(id);
    greatest.set(id, known === undefined ? hit : fullerHit(known, hit));
  }
  const distinct = [...greatest.values()];
  return {
    hits: distinct.filter(hit => !hit.retracted).sort(compareHits),
    seen: distinct.reduce((sum, hit) => sum + 1 + hit.basis, 0),
    capped,
  };
}

/** Where all units of a key share a bucket, only the hits that the unit's windows can touch: its basis must only grow. */
export function viewForUnit(plan: Plan, unit: Micros, contents: readonly BucketContents[]): View {
  if (!plan.oneBucket) return viewOf(contents);
  const until = unit + plan.unit + plan.ahead;
  return viewOfHits(
    contents.flatMap(({ hits }) => hits.filter(hit => hit.time >= unit - plan.back && hit.time < until)),
    contents.some(bucket => bucket.capped),
  );
}
