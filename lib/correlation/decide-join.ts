import type { JsonObject, Micros } from '../event/index.ts';
import type { JoinDetection } from '../ir/index.ts';
import { basisOf } from './basis-of.ts';
import {
  type DecideContext,
  decision,
  distinctEvents,
  homeHits,
  keyRow,
  type Question,
  settledUntil,
} from './decide-context.ts';
import type { Decision } from './decision.ts';
import { findingId } from './finding-id.ts';
import type { Hit } from './hit.ts';
import { decideWindows, type WindowTest } from './sliding-windows.ts';

const left = 0;
const right = 1;

/** Windows that hold a left and a right which fit each other. */
export function decideJoin(detection: JoinDetection, question: Question, context: DecideContext): readonly Decision[] {
  const fits = pairTest(detection, question, context);
  const sides: readonly Set<Hit>[] = [new Set(), new Set()];
  let latest: { readonly start: Micros; readonly row: JsonObject } | null = null;
  const test: WindowTest = {
    add: hit => {
      for (const other of sides[hit.leg === left ? right : left] ?? []) {
        // Only a pair that begins later than the best so far can keep more windows satisfied.
        if (latest !== null && other.time <= latest.start) continue;
        const row = hit.leg === left ? fits(hit, other) : fits(other, hit);
        if (row !== null) latest = { start: other.time, row };
      }
      sides[hit.leg]?.add(hit);
    },
    remove: hit => void sides[hit.leg]?.delete(hit),
    qualifies: end => (latest !== null && latest.start >= end - detection.span ? latest.row : null),
  };
  const ticks = detection.window.kind === 'ticks' ? detection.window.every : null;
  return decideWindows(question, context, detection.span, test, ticks);
}

/** The lefts for which no right fits, no farther than the span away on either side. */
export function decideAntiJoin(
  detection: JoinDetection,
  question: Question,
  context: DecideContext,
): readonly Decision[] {
  const fits = pairTest(detection, question, context);
  const { span } = detection;
  const settled = settledUntil(context);
  const rights = question.view.hits.filter(hit => hit.leg === right);
  const alone = homeHits(question).filter(
    hit =>
      hit.leg === left &&
      hit.time + span <= settled &&
      !rights.some(other => Math.abs(other.time - hit.time) <= span && fits(hit, other) !== null),
  );
  const [first] = alone;
  if (first === undefined) return [];
  const { rule, key, unit, plan } = question;
  return [
    decision(question, {
      findingId: findingId(rule.meta.id, [...key], unit),
      hits: distinctEvents(alone),
      qualifiedAt: first.time,
      basis: basisOf(question, context),
      closesAt: unit + plan.unit + span,
      measures: {},
    }),
  ];
}

function pairTest(detection: JoinDetection, question: Question, context: DecideContext) {
  const key = keyRow(question);
  return (a: Hit, b: Hit): JsonObject | null => {
    const row = { ...carried('left', a), ...carried('right', b) };
    return context.holds(detection.where, { ...key, ...row }) ? row : null;
  };
}

function carried(side: string, hit: Hit): JsonObject {
  return Object.fromEntries(hit.values.map((value, position) => [`${side}.${position}`, value]));
}
