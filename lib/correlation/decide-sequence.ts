import type { Micros } from '../event/index.ts';
import type { SequenceDetection } from '../ir/index.ts';
import { basisOf } from './basis-of.ts';
import { type DecideContext, decision, distinctEvents, type Question, settledUntil } from './decide-context.ts';
import type { Decision } from './decision.ts';
import { eventsOf } from './events-of.ts';
import { findingId } from './finding-id.ts';
import { compareHits, type Hit } from './hit.ts';

/** One finding per event that completes a sequence in the question's unit. */
export function decideSequence(
  detection: SequenceDetection,
  question: Question,
  context: DecideContext,
): readonly Decision[] {
  const { rule, plan, key, unit, view } = question;
  const settled = plan.mode === 'waits' ? settledUntil(context) : Number.POSITIVE_INFINITY;
  return completedSequences(detection, view.hits)
    .filter(({ end }) => end.time >= unit && end.time < unit + plan.unit)
    .filter(({ knownAt }) => knownAt <= settled)
    .map(({ matched, end }) =>
      decision(question, {
        findingId: findingId(rule.meta.id, [...key], end.event),
        hits: distinctEvents(matched),
        qualifiedAt: end.time,
        basis: basisOf(question, context),
        closesAt: unit + plan.unit + plan.ahead,
        measures: {},
      }),
    );
}

export interface CompletedSequence {
  readonly matched: readonly Hit[];
  readonly end: Hit;
  /** From when on no event can undo it but a late one. */
  readonly knownAt: Micros;
}

/**
 * Elastic's state machine over the hits of one key in event order. At most one sequence waits at each stage: a newer one
 * takes its place, and the event that carries one on takes it away. A newer sequence never stands at a later stage than
 * an older one, so what began more than a span ago cannot influence what is completed now.
 */
export function completedSequences(detection: SequenceDetection, hits: readonly Hit[]): readonly CompletedSequence[] {
  const stages = stageLegs(detection);
  const until = detection.until === null ? -1 : detection.steps.length;
  const waiting: (readonly Hit[] | undefined)[] = [];
  const completed: CompletedSequence[] = [];
  for (const sameEvent of eventsOf(hits)) {
    // From the last stage to the first: an event is never before itself.
    for (let stage = stages.length - 1; stage >= 0; stage--) {
      const hit = sameEvent.find(each => each.leg === stages[stage]);
      if (hit === undefined) continue;
      const before = stage === 0 ? [] : waiting[stage - 1];
      if (before === undefined) continue;
      if (stage > 0) waiting[stage - 1] = undefined;
      const matched = [...before, hit];
      const [first] = matched;
      if (first === undefined || hit.time - first.time > detection.maxSpan) continue;
      if (stage < stages.length - 1) waiting[stage] = matched;
      else if (!isBroken(detection, matched, hits)) completed.push(completion(detection, matched, first, hit));
    }
    if (sameEvent.some(hit => hit.leg === until)) waiting.length = 0;
  }
  return completed;
}

/** The leg of each stage: a step with runs is as many stages, a missing step is none. */
function stageLegs(detection: SequenceDetection): readonly number[] {
  return detection.steps.flatMap((step, leg) => (step.missing ? [] : Array<number>(step.runs).fill(leg)));
}

function completion(detection: SequenceDetection, matched: readonly Hit[], first: Hit, end: Hit): CompletedSequence {
  const isOpenEnded = detection.steps.at(-1)?.missing === true;
  return { matched, end, knownAt: isOpenEnded ? first.time + detection.maxSpan : end.time };
}

/** Did an event come where a missing step forbids it: between its neighbours, or up to the span before or after them? */
function isBroken(detection: SequenceDetection, matched: readonly Hit[], hits: readonly Hit[]): boolean {
  const first = matched[0];
  const last = matched.at(-1);
  if (first === undefined || last === undefined) return false;
  let stage = 0;
  return detection.steps.some((step, leg) => {
    if (!step.missing) {
      stage += step.runs;
      return false;
    }
    const before = matched[stage - 1];
    const after = matched[stage];
    return hits.some(
      hit =>
        hit.leg === leg &&
        (before === undefined ? hit.time >= last.time - detection.maxSpan : isBefore(before, hit)) &&
        (after === undefined ? hit.time <= first.time + detection.maxSpan : isBefore(hit, after)),
    );
  });
}

function isBefore(a: Hit, b: Hit): boolean {
  return a.event !== b.event && compareHits(a, b) < 0;
}
