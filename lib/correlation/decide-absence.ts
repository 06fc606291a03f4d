import { type Micros, microsToIso } from '../event/index.ts';
import type { AbsenceDetection } from '../ir/index.ts';
import { basisOf } from './basis-of.ts';
import {
  type DecideContext,
  decision,
  distinctEvents,
  homeHits,
  type Question,
  settledUntil,
} from './decide-context.ts';
import type { Decision } from './decision.ts';
import { findingId } from './finding-id.ts';
import type { Hit } from './hit.ts';
import { remembered } from './plan.ts';

const expected = 0;
/** With a window instead, hits of this leg say that the configuration expects the key (see expectNamed). */
const after = 1;

/** One finding per time at which something was due and had not come. Never early: lateness has passed by then. */
export function decideAbsence(
  detection: AbsenceDetection,
  question: Question,
  context: DecideContext,
): readonly Decision[] {
  const { rule, key, view } = question;
  const settled = settledUntil(context);
  const came = view.hits.filter(hit => hit.leg === expected);
  const open = starts(detection, question, context)
    .filter(({ time }) => time + detection.span <= settled)
    .filter(start => !came.some(hit => answers(hit, start, detection.span)));
  // What is due at one time is missed once, however often it was asked for.
  return [...new Set(open.map(start => start.time))].map(time =>
    decision(question, {
      findingId: findingId(rule.meta.id, [...key], time + detection.span),
      hits: distinctEvents(open.flatMap(start => (start.time === time && start.cause !== null ? [start.cause] : []))),
      qualifiedAt: time + detection.span,
      basis: basisOf(question, context),
      closesAt: time + detection.span,
      measures: { due: microsToIso(time + detection.span), explanation: explanation(detection, time) },
    }),
  );
}

interface Start {
  readonly time: Micros;
  readonly cause: Hit | null;
}

function starts(detection: AbsenceDetection, question: Question, context: DecideContext): readonly Start[] {
  const { unit, plan, view } = question;
  if (detection.after !== null)
    return homeHits(question)
      .filter(hit => hit.leg === after)
      .map(hit => ({ time: hit.time, cause: hit }));
  if (detection.window === null) return [];
  return context
    .windowStarts(detection.window, unit, unit + plan.unit)
    .filter(time => view.hits.some(hit => hit.time < time && hit.time >= time - remembered))
    .map(time => ({ time, cause: null }));
}

function explanation({ window, span }: AbsenceDetection, time: Micros): string {
  const until = `${microsToIso(time)} and ${microsToIso(time + span)}`;
  return `It was expected between ${until}${window === null ? '' : ` (window ${window})`}, and did not come.`;
}

function answers(hit: Hit, start: Start, span: Micros): boolean {
  return hit.event !== start.cause?.event && hit.time >= start.time && hit.time <= start.time + span;
}
