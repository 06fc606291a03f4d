import { compareHits, type Hit, type HitEvidence } from '../correlation/index.ts';
import type { JsonValue } from '../event/index.ts';
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
    return view === undefined || !shown.has(hit) ? hit : { ...hit, evidence: compact(hitEvidence(view)) };
  });
}

/** State is paid for by the kilobyte, so it keeps the first and most telling fields, as long as they are short. */
const mostCharacters = 1_200;

function compact(evidence: HitEvidence): HitEvidence {
  const fields: [string, JsonValue][] = [];
  let left = mostCharacters;
  for (const [name, value] of Object.entries(evidence.fields)) {
    const length = name.length + JSON.stringify(value).length;
    if (length > left) continue;
    left -= length;
    fields.push([name, value]);
  }
  return { ...evidence, fields: Object.fromEntries(fields) };
}
