import { decide, type Hit, unitOf, unitsTouched, viewForUnit } from '../correlation/index.ts';
import { parseIsoMicros } from '../event/index.ts';
import type { Finding } from '../finding/index.ts';
import { decideContext } from './decide-context.ts';
import { bucketsOfUnit, readBuckets } from './decide-units.ts';
import { keysShownBy } from './keys-shown-by.ts';
import type { DetectPorts } from './ports.ts';
import { beginRun } from './run.ts';

/**
 * All matches that were merged into a finding, from the state that it was decided on: it is decided once more, and nothing
 * is written. Null where the state is gone, or the rule, or where the finding shows its key cut.
 */
export async function mergedMatches(finding: Finding, ports: DetectPorts, now: number): Promise<readonly Hit[] | null> {
  const rule = ports.rules.prepared.find(each => each.id === finding.rule);
  if (rule === undefined) return null;
  const run = beginRun(ports, now);
  const times = [finding.firstSeen, finding.lastSeen].flatMap(text => parseIsoMicros(text) ?? []);
  const units = [...new Set(times.flatMap(time => [unitOf(rule.plan, time), ...unitsTouched(rule.plan, time)]))];
  const context = decideContext(rule, run);
  for (const key of keysShownBy(finding, rule.keyNames)) {
    const contents = await readBuckets(rule, key, units, run);
    for (const unit of units) {
      const view = viewForUnit(rule.plan, unit, bucketsOfUnit(rule, unit, contents));
      const question = { rule: rule.rule, plan: rule.plan, key, unit, view };
      const found = decide(question, context).find(decision => decision.findingId === finding.id);
      if (found !== undefined) return found.hits;
    }
  }
  return null;
}
