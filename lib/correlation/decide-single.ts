import type { JsonValue } from '../event/index.ts';
import type { Rule } from '../ir/index.ts';
import { decision, distinctEvents, homeHits, type Question } from './decide-context.ts';
import type { Decision } from './decision.ts';
import { findingId } from './finding-id.ts';
import type { Hit } from './hit.ts';
import { planOf } from './plan.ts';
import { unitOf } from './units.ts';
import { viewOfHits } from './view.ts';

/** One finding per entity and period, of every event that matched. */
export function decideSingle(question: Question): readonly Decision[] {
  const hits = distinctEvents(homeHits(question));
  const [first] = hits;
  if (first === undefined) return [];
  return [
    decision(question, {
      findingId: findingId(question.rule.meta.id, [...question.key], question.unit),
      hits,
      qualifiedAt: first.time,
      basis: { hits: question.view.seen, closed: false },
      closesAt: question.unit + question.plan.unit,
      measures: {},
    }),
  ];
}

/** Where suppression is off, one event is one finding, and needs no memory. */
export function decideUnsuppressed(rule: Rule, hit: Hit): Decision {
  const question = { rule, plan: planOf(rule, 0), key: [], unit: hit.time, view: viewOfHits([hit], false) };
  return decision(question, {
    findingId: findingId(rule.meta.id, hit.event),
    hits: [hit],
    qualifiedAt: hit.time,
    basis: { hits: 1, closed: false },
    closesAt: hit.time,
    measures: {},
  });
}

/** Events that came too late to be put beside others, of one entity and period: a finding of what is at hand. */
export function decideLate(rule: Rule, key: readonly JsonValue[], hits: readonly Hit[]): readonly Decision[] {
  const plan = planOf(rule, 0);
  const units = new Set(hits.map(hit => unitOf(plan, hit.time)));
  return [...units].flatMap(unit =>
    decideSingle({ rule, plan, key, unit, view: viewOfHits(hits, true) }).map(found => ({
      ...found,
      findingId: findingId(rule.meta.id, [...key], unit, 'late'),
      late: true,
    })),
  );
}
