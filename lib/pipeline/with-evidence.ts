import { compareHits, type Hit, type HitEvidence } from '../correlation/index.ts';
import type { JsonValue } from '../event/index.ts';
import { cutText, hitEvidence } from '../finding/index.ts';
import type { Run } from './run.ts';

/**
 * The hits as they are stored. Any of them may become the first or the last of a finding when its batch is long gone,
 * so each keeps what tells its event; the first and the last of each leg in the batch, which mostly do, keep more.
 */
export function withEvidence(hits: readonly Hit[], run: Run): readonly Hit[] {
  const outermost = outermostHits(hits);
  return hits.map(hit => {
    const view = run.events.get(hit.event);
    if (view === undefined) return hit;
    const length = outermost.has(hit) ? mostCharacters : fewCharacters;
    return { ...hit, evidence: compact(hitEvidence(view), length) };
  });
}

/** State is paid for by the kilobyte: the first and most telling fields, as long as they are short. */
const mostCharacters = 1_200;
const fewCharacters = 200;

function outermostHits(hits: readonly Hit[]): ReadonlySet<Hit> {
  const found = new Map<number, { first: Hit; last: Hit }>();
  for (const hit of hits) {
    const ofLeg = found.get(hit.leg) ?? { first: hit, last: hit };
    found.set(hit.leg, {
      first: compareHits(hit, ofLeg.first) < 0 ? hit : ofLeg.first,
      last: compareHits(hit, ofLeg.last) > 0 ? hit : ofLeg.last,
    });
  }
  return new Set([...found.values()].flatMap(({ first, last }) => [first, last]));
}

function compact(evidence: HitEvidence, length: number): HitEvidence {
  const fields: [string, JsonValue][] = [];
  let left = length;
  for (const [name, value] of Object.entries(evidence.fields)) {
    const room = left - name.length;
    const shown = typeof value === 'string' && room >= worthShowing ? cutText(value, room) : value;
    const needed = typeof shown === 'string' ? shown.length : JSON.stringify(shown).length;
    if (needed > room) continue;
    left = room - needed;
    fields.push([name, shown]);
  }
  return { ...evidence, fields: Object.fromEntries(fields) };
}

/** From here on the beginning of a long text says something. */
const worthShowing = 60;
