import { compareHits, type Hit } from '../correlation/index.ts';
import { hitEvidence } from '../finding/index.ts';
import type { Run } from './run.ts';

/** The hits as they are stored: the first and the last of each leg can still be shown when their batch is gone. */
export function withEvidence(hits: readonly Hit[], run: Run): readonly Hit[] {
  const shown = new Set<Hit>();
  for (const leg of new Set(hits.map(hit => hit.leg))) {
    const ofLeg = hits.filter(hit => hit.leg === leg).sort(compareHits);
    for (const hit of [ofLeg[0], ofLeg.at(-1)]) if (hit !== undefined) shown.add(hit);
  }
  return hits.map(hit => {
    const view = run.events.get(hit.event);
    return view === undefined || !shown.has(hit) ? hit : { ...hit, evidence: hitEvidence(view) };
  });
}
