import type { JsonObject } from '../event/index.ts';
import type { VariableDetection } from '../ir/index.ts';
import { basisOf } from './basis-of.ts';
import { type DecideContext, decision, distinctEvents, keyRow, type Question } from './decide-context.ts';
import type { Decision } from './decision.ts';
import { eventsOf } from './events-of.ts';
import { findingId } from './finding-id.ts';
import type { Hit } from './hit.ts';
import { emptyVariables } from './variables.ts';

const scope = 0;

/** The events at which the variables, as the events before them left them, satisfy the rule. */
export function decideVariable(
  detection: VariableDetection,
  question: Question,
  context: DecideContext,
): readonly Decision[] {
  const { rule, key, unit, plan } = question;
  const matched = replay(detection, question, context).filter(hit => hit.time >= unit && hit.time < unit + plan.unit);
  const found = (id: string, hits: readonly Hit[]): Decision =>
    decision(question, {
      findingId: id,
      hits,
      qualifiedAt: hits[0]?.time ?? unit,
      basis: basisOf(question, context),
      closesAt: unit + plan.unit,
      measures: {},
    });
  if (rule.suppression.kind === 'off') return matched.map(hit => found(findingId(rule.meta.id, hit.event), [hit]));
  return matched.length === 0 ? [] : [found(findingId(rule.meta.id, [...key], unit), distinctEvents(matched))];
}

/** All hits in event order; an event reads before it sets. */
function replay(detection: VariableDetection, question: Question, context: DecideContext): readonly Hit[] {
  const variables = emptyVariables(detection);
  const key = keyRow(question);
  const matched: Hit[] = [];
  for (const sameEvent of eventsOf(question.view.hits)) {
    const writes: (() => void)[] = [];
    for (const hit of sameEvent) {
      const row = { ...key, ...variables.before(hit), ...carried(hit) };
      const set = detection.sets[hit.leg - 1];
      if (hit.leg === scope) {
        if (context.holds(detection.where, row)) matched.push(hit);
      } else if (set !== undefined && context.holds(set.when, row)) {
        const value = context.valueOf(set.value, row);
        if (value !== undefined) writes.push(() => variables.set(set, hit, value));
      }
    }
    for (const write of writes) write();
  }
  return matched;
}

function carried(hit: Hit): JsonObject {
  return Object.fromEntries(hit.values.map((value, position) => [`value.${position}`, value]));
}
