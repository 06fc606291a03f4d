import type { Decision } from '../correlation/index.ts';
import type { Micros } from '../event/index.ts';
import { noveltyText } from '../finding/index.ts';
import { seenInstead } from './neighbours.ts';
import type { PreparedRule } from './prepared-rule.ts';
import type { Run } from './run.ts';

/** A new term's decision with a sentence about what is new, and what was seen instead. Others as they are. */
export async function explainNovelty(
  rule: PreparedRule,
  decision: Decision,
  today: Micros,
  run: Run,
): Promise<Decision> {
  const { detection } = rule.rule;
  if (detection.kind !== 'first-seen') return decision;
  const { novelties } = run.ports.rules;
  const known = novelties.get(decision.findingId);
  const novelty = known ?? (await sentence());
  if (known === undefined) novelties.set(decision.findingId, novelty);
  return { ...decision, measures: { ...decision.measures, explanation: novelty } };

  async function sentence(): Promise<string> {
    const { newSince } = decision.measures;
    return noveltyText({
      names: decision.keyNames,
      values: decision.key,
      historyDays: rule.rule.detection.kind === 'first-seen' ? rule.rule.detection.historyDays : 0,
      newSince: typeof newSince === 'string' ? newSince : '',
      instead: await seenInstead(rule, decision.key, today, run),
    });
  }
}
