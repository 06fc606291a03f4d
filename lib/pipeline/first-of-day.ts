import { canonicalText, compareHits, type Hit, unitOf } from '../correlation/index.ts';
import type { JsonValue } from '../event/index.ts';
import type { PreparedRule } from './prepared-rule.ts';
import type { Run } from './run.ts';

/** Of a term's events only the first of each day says anything, and that only to who does not know it yet. */
export function firstOfDays(
  rule: PreparedRule,
  key: readonly JsonValue[],
  hits: readonly Hit[],
  run: Run,
): readonly Hit[] {
  if (rule.rule.detection.kind !== 'first-seen') return hits;
  const firsts = new Map<number, Hit>();
  for (const hit of hits) {
    const day = unitOf(rule.plan, hit.time);
    const known = firsts.get(day);
    if (known === undefined || compareHits(hit, known) < 0) firsts.set(day, hit);
  }
  return [...firsts].flatMap(([day, hit]) =>
    run.ports.rules.known.has(termOf(rule, key, day), hit.time) ? [] : [hit],
  );
}

/** After the state has acknowledged and decided them: the days on which the term was no finding. */
export function learnTerms(
  rule: PreparedRule,
  key: readonly JsonValue[],
  hits: readonly Hit[],
  found: ReadonlySet<number>,
  run: Run,
): void {
  if (rule.rule.detection.kind !== 'first-seen') return;
  for (const hit of hits) {
    const day = unitOf(rule.plan, hit.time);
    if (!found.has(day)) run.ports.rules.known.learn(termOf(rule, key, day), hit.time);
  }
}

function termOf(rule: PreparedRule, key: readonly JsonValue[], day: number): string {
  return canonicalText([rule.rule.meta.id, rule.version, [...key], day]);
}
