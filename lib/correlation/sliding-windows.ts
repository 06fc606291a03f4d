import type { JsonObject, Micros } from '../event/index.ts';
import { basisOf } from './basis-of.ts';
import { type DecideContext, decision, distinctEvents, type Question, settledUntil } from './decide-context.ts';
import type { Decision } from './decision.ts';
import { findingId } from './finding-id.ts';
import type { Hit } from './hit.ts';
import { windowEnds } from './window-ends.ts';

/** Follows a window through the hits in event order, and says whether what lies in it satisfies the rule. */
export interface WindowTest {
  readonly add: (hit: Hit) => void;
  readonly remove: (hit: Hit) => void;
  /** The figures of the window that ends at `end`, where it qualifies; else null. */
  readonly qualifies: (end: Micros) => JsonObject | null;
}

/**
 * The finding of all windows of this span that end in the question's unit and qualify (DESIGN §6.2). A window includes
 * both its ends, so events of equal time share one. Without `ticks` a window ends at each event.
 */
export function decideWindows(
  question: Question,
  context: DecideContext,
  span: Micros,
  test: WindowTest,
  ticks: Micros | null,
): readonly Decision[] {
  const { hits } = question.view;
  const { unit, plan } = question;
  const settled = plan.mode === 'waits' ? settledUntil(context) : Number.POSITIVE_INFINITY;
  const qualifying = new Set<Hit>();
  let first = 0;
  let next = 0;
  let contributed = 0;
  let qualifiedAt: Micros | null = null;
  let measures: JsonObject = {};
  for (const end of windowEnds(question, span, ticks)) {
    if (end > settled) break;
    for (let hit = hits[next]; hit !== undefined && hit.time <= end; hit = hits[++next]) test.add(hit);
    for (let hit = hits[first]; hit !== undefined && hit.time < end - span && first < next; hit = hits[++first])
      test.remove(hit);
    const figures = first < next ? test.qualifies(end) : null;
    if (figures === null) continue;
    measures = figures;
    for (let index = Math.max(first, contributed); index < next; index++) {
      const hit = hits[index];
      if (hit !== undefined) qualifying.add(hit);
    }
    contributed = next;
    qualifiedAt ??= ticks === null ? end : (hits[next - 1]?.time ?? end);
  }
  if (qualifiedAt === null) return [];
  return [
    decision(question, {
      findingId: findingId(question.rule.meta.id, [...question.key], unit),
      hits: distinctEvents(qualifying),
      qualifiedAt: Math.max(qualifiedAt, unit),
      basis: basisOf(question, context),
      closesAt: unit + plan.unit,
      measures,
    }),
  ];
}
