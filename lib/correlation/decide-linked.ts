import type { JsonValue } from '../event/index.ts';
import type { LinkedDetection, LinkedVerdict } from '../ir/index.ts';
import { basisOf } from './basis-of.ts';
import { type DecideContext, decision, distinctEvents, type Question } from './decide-context.ts';
import type { Decision } from './decision.ts';
import { findingId } from './finding-id.ts';
import { compareHits } from './hit.ts';
import { type Actor, actorsOf } from './linked/actors.ts';
import { type Act, actsOf } from './linked/acts.ts';
import { type LinkedHit, linkedHit } from './linked/linked-hit.ts';
import { missingLines } from './linked/missing-lines.ts';
import { isInReach } from './linked/parts-of-act.ts';

/** One finding for each actor of the place whose acts, begun in this unit, satisfy a verdict. */
export function decideLinked(
  detection: LinkedDetection,
  question: Question,
  context: DecideContext,
): readonly Decision[] {
  const hits = question.view.hits
    .flatMap(hit => linkedHit(detection, hit) ?? [])
    .filter(({ input }) => input.needsBaseline !== true || context.learningSince !== null);
  const begins = hits.filter(({ input }) => input.role === 'begins');
  const alone = hits.filter(
    hit => hit.input.role === 'begins-alone' && !begins.some(begin => isInReach(begin, hit, detection.span)),
  );
  const others = hits.filter(({ input }) => input.role !== 'begins');
  const follows = hits.filter(({ input }) => input.role === 'follows');
  return [
    ...actorsOf(begins).flatMap(actor => decideActor(detection, question, context, actor, others, false)),
    ...actorsOf(alone).flatMap(actor => decideActor(detection, question, context, actor, follows, true)),
  ];
}

function decideActor(
  detection: LinkedDetection,
  question: Question,
  context: DecideContext,
  actor: Actor,
  others: readonly LinkedHit[],
  isAlone: boolean,
): readonly Decision[] {
  const { unit, plan, key, rule } = question;
  const acts = actsOf(detection, actor, others, isAlone).filter(
    ({ begin }) => begin.hit.time >= unit && begin.hit.time < unit + plan.unit,
  );
  const [first] = acts;
  if (first === undefined) return [];
  const rank = Math.min(...acts.map(act => act.rank));
  const verdict = detection.verdicts[rank];
  if (verdict === undefined) return [];
  const best = acts.filter(act => act.rank === rank);
  const parts = [...new Set(acts.flatMap(act => act.parts))];
  const about = actor.name === '' ? [] : [actor.name];
  return [
    {
      ...decision(question, {
        findingId: findingId(rule.meta.id, [...key], ...about, unit),
        hits: distinctEvents(parts.map(part => part.hit).sort(compareHits)),
        qualifiedAt: first.begin.hit.time,
        basis: basisOf(question, context),
        closesAt: unit + plan.unit + plan.ahead,
        measures: measuresOf(detection, verdict, best, parts),
      }),
      key: [...key, ...about],
      keyNames: ['host', ...(about.length === 0 ? [] : ['user'])],
      lower: verdict.lower + (isByPlace(best) ? 1 : 0),
      missing: missingLines(detection, best),
    },
  ];
}

function measuresOf(
  detection: LinkedDetection,
  verdict: LinkedVerdict,
  best: readonly Act[],
  parts: readonly LinkedHit[],
): Readonly<Record<string, JsonValue>> {
  const seen = detection.legs.filter(({ name }) => best.some(act => act.legs.has(name))).map(({ name }) => name);
  const listed = (texts: readonly string[]) => [...new Set(texts)].sort().slice(0, mostListed).join('; ');
  return {
    confidence: isByPlace(best) && verdict.confidence === 'high' ? 'medium' : verdict.confidence,
    legs: seen.join(', '),
    unusual: listed(parts.flatMap(part => part.reasons)),
    files: listed(parts.map(part => part.path).filter(path => path !== '')),
  };
}

/** Nothing but host and time says that one of the legs belongs to the others. */
function isByPlace(acts: readonly Act[]): boolean {
  return acts.every(act => act.byPlace.size > 0);
}

const mostListed = 10;
