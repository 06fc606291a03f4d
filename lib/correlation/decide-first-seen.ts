import { type Micros, microsToIso } from '../event/index.ts';
import type { FirstSeenDetection } from '../ir/index.ts';
import { basisOf } from './basis-of.ts';
import { type DecideContext, decision, homeHits, type Question } from './decide-context.ts';
import type { Decision } from './decision.ts';
import { findingId } from './finding-id.ts';
import type { Hit } from './hit.ts';
import { day } from './plan.ts';

/** Hits of this leg are not events but an operator's words about the term: from this time on it is known. */
export const acceptLeg = 1;
/** From this time on nothing is known of the term any more. */
export const resetLeg = 2;

/** A finding where a term comes up on a day whose history does not know it. */
export function decideFirstSeen(
  detection: FirstSeenDetection,
  question: Question,
  context: DecideContext,
): readonly Decision[] {
  const { rule, key, unit, view } = question;
  const [first] = homeHits(question).filter(hit => hit.leg === 0);
  if (first === undefined) return [];
  const firings = firingsFrom(detection, context.learningSince);
  if (unit < firings || isKnown(detection, view.hits, unit, firings)) return [];
  const before = view.hits.find(hit => hit.leg === 0 && hit.time >= unit - detection.historyDays * day);
  return [
    decision(question, {
      findingId: findingId(rule.meta.id, [...key], unit),
      hits: [first],
      qualifiedAt: first.time,
      basis: basisOf(question, context),
      closesAt: unit + day,
      measures: {
        historyDays: detection.historyDays,
        // It came before, and was not learned from.
        ...(before !== undefined && before.time < unit ? { newSince: microsToIso(before.time).slice(0, 10) } : {}),
      },
    }),
  ];
}

/** The day from which on new terms are worth a finding. */
function firingsFrom(detection: FirstSeenDetection, learningSince: Micros | null): Micros {
  if (learningSince === null) return Number.NEGATIVE_INFINITY;
  return startOfDay(learningSince) + detection.learningDays * day;
}

/**
 * Known is what an operator accepted, and what was seen on a day of the history that is not frozen. Frozen are the day
 * on which the term was new and the days after it: whoever comes every day is not learned from for that long.
 */
function isKnown(detection: FirstSeenDetection, hits: readonly Hit[], today: Micros, firings: Micros): boolean {
  const reset = hits.findLast(hit => hit.leg === resetLeg && hit.time < today + day)?.time ?? Number.NEGATIVE_INFINITY;
  const told = hits.filter(hit => hit.time > reset || (hit.leg === 0 && startOfDay(hit.time) > startOfDay(reset)));
  const history = detection.historyDays * day;
  const isRecent = (time: Micros) => time >= today - history && time < today;
  const accepted = told.filter(hit => hit.leg === acceptLeg).map(hit => startOfDay(hit.time));
  if (accepted.some(at => at === today || isRecent(at))) return true;
  const seen = [...new Set(told.filter(hit => hit.leg === 0).map(hit => startOfDay(hit.time)))];
  const newDays = seen.filter(
    at => at >= firings && ![...seen, ...accepted].some(other => other < at && other >= at - history),
  );
  const isFrozen = (at: Micros) =>
    detection.freezeDays > 0 && newDays.some(start => at >= start && at <= start + detection.freezeDays * day);
  return seen.some(at => isRecent(at) && !isFrozen(at));
}

function startOfDay(time: Micros): Micros {
  return Math.floor(time / day) * day;
}
