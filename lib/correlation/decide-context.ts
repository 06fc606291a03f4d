import type { JsonObject, JsonValue, Micros } from '../event/index.ts';
import type { Predicate, Rule, Value } from '../ir/index.ts';
import type { Decision } from './decision.ts';
import type { Hit } from './hit.ts';
import { keyNames } from './key-parts.ts';
import type { Plan } from './plan.ts';
import type { Keeping } from './units.ts';
import type { View } from './view.ts';

/** All that a decision depends on besides the hits. */
export interface DecideContext {
  readonly now: Micros;
  readonly keeping: Keeping;
  /** Does a predicate hold of a result row? The engine's, handed in, since this room may not know it. */
  readonly holds: RowTest;
  readonly valueOf: (value: Value, row: JsonObject) => JsonValue | undefined;
  /** From when on baselines learn (`baselines.since` in weir.yml); null where nothing is to be learned silently. */
  readonly learningSince: Micros | null;
  /** Starts of a calendar window of weir.yml, from a time until before another. */
  readonly windowStarts: (window: string, from: Micros, until: Micros) => readonly Micros[];
}

export type RowTest = (predicate: Predicate, row: JsonObject) => boolean;

/** One unit of one key of one rule, with all hits that bear on it. */
export interface Question {
  readonly rule: Rule;
  readonly plan: Plan;
  readonly key: readonly JsonValue[];
  readonly unit: Micros;
  readonly view: View;
}

/** Records take some time from their arrival to the function: buffering, retries. What takes longer is a redrive. */
export const processingMicros: Micros = 120_000_000;

/** Nothing at or before this time can still arrive in time. */
export function settledUntil(context: DecideContext): Micros {
  // The end of files, which are waited for without end until then.
  if (context.now === Number.POSITIVE_INFINITY) return context.now;
  return context.now - context.keeping.lateness - processingMicros;
}

/** The part of a question's hits that can be the end of a window at home in its unit. */
export function homeHits(question: Question): readonly Hit[] {
  const { unit, plan, view } = question;
  return view.hits.filter(hit => hit.time >= unit && hit.time < unit + plan.unit);
}

/** The fields in which most kinds' decisions agree. */
export function decision(
  question: Question,
  found: Pick<Decision, 'findingId' | 'hits' | 'qualifiedAt' | 'basis' | 'closesAt' | 'measures'>,
): Decision {
  return {
    ...found,
    rule: question.rule.meta.id,
    key: question.key,
    keyNames: keyNames(question.rule),
    capped: question.view.capped,
    late: false,
    holds: true,
  };
}

/** Several legs of one event are one event. Keeps the first leg, and whatever can still be shown of the event. */
export function distinctEvents(hits: Iterable<Hit>): readonly Hit[] {
  const events = new Map<string, Hit>();
  for (const hit of hits) {
    const known = events.get(hit.event);
    if (known === undefined) events.set(hit.event, hit);
    else if (known.evidence === undefined && hit.evidence !== undefined)
      events.set(hit.event, { ...known, evidence: hit.evidence });
  }
  return [...events.values()];
}

/** The correlation key as fields of a result row. */
export function keyRow(question: Question): JsonObject {
  return Object.fromEntries(keyNames(question.rule).map((name, position) => [name, question.key[position] ?? null]));
}
