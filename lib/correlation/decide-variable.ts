import type { JsonObject, JsonValue, Micros } from '../event/index.ts';
import type { VariableDetection, VariableSet } from '../ir/index.ts';
import { basisOf } from './basis-of.ts';
import { type DecideContext, decision, distinctEvents, keyRow, type Question } from './decide-context.ts';
import type { Decision } from './decision.ts';
import { eventsOf } from './events-of.ts';
import { canonicalText, findingId } from './finding-id.ts';
import type { Hit } from './hit.ts';
import { untimedVariable } from './plan.ts';

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
  const variables = new Map<string, readonly Member[]>();
  const key = keyRow(question);
  const matched: Hit[] = [];
  for (const sameEvent of eventsOf(question.view.hits)) {
    const at = sameEvent[0]?.time ?? 0;
    const known = { ...key, ...standing(detection, variables, at) };
    const writes: (() => void)[] = [];
    for (const hit of sameEvent) {
      const row = { ...known, ...carried(hit) };
      const set = detection.sets[hit.leg - 1];
      if (hit.leg === scope) {
        if (context.holds(detection.where, row)) matched.push(hit);
      } else if (set !== undefined && context.holds(set.when, row)) {
        const value = context.valueOf(set.value, row);
        if (value !== undefined) writes.push(() => void variables.set(set.name, written(set, variables, value, at)));
      }
    }
    for (const write of writes) write();
  }
  return matched;
}

interface Member {
  readonly value: JsonValue;
  readonly until: Micros;
}

function written(
  set: VariableSet,
  variables: ReadonlyMap<string, readonly Member[]>,
  value: JsonValue,
  at: Micros,
): readonly Member[] {
  const until = at + (set.ttl ?? untimedVariable);
  if (!set.append) return [{ value, until }];
  const added = Array.isArray(value) ? value : [value];
  const texts = new Set(added.map(canonicalText));
  const others = (variables.get(set.name) ?? []).filter(member => !texts.has(canonicalText(member.value)));
  const all = [...others, ...added.map(member => ({ value: member, until }))];
  return set.size === null ? all : all.slice(-set.size);
}

function standing(
  detection: VariableDetection,
  variables: ReadonlyMap<string, readonly Member[]>,
  at: Micros,
): JsonObject {
  const row: Record<string, JsonValue> = {};
  for (const set of detection.sets) {
    const alive = (variables.get(set.name) ?? []).filter(member => member.until >= at).map(member => member.value);
    const value = alive.length === 0 ? set.initial : set.append ? alive : (alive.at(-1) ?? null);
    if (value !== null) row[`\${${set.name}}`] = value;
  }
  return row;
}

function carried(hit: Hit): JsonObject {
  return Object.fromEntries(hit.values.map((value, position) => [`value.${position}`, value]));
}
