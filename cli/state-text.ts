import { type StateBounds, stateBounds } from '../lib/correlation/index.ts';
import type { Rule } from '../lib/ir/index.ts';
import { streamPatience } from '../lib/pipeline/index.ts';
import { plural } from './plural.ts';

/** The state of a rule at its worst, as the deployed line would keep it. */
export function boundsOf(rule: Rule): StateBounds {
  const patience = streamPatience({ latenessSeconds: {} });
  return stateBounds(rule, { lateness: patience.lateness('default'), horizon: patience.horizon });
}

/** On one line: what a decision of the rule can read at most, per correlation key. */
export function stateText(rule: Rule): string {
  const bounds = boundsOf(rule);
  if (bounds.itemsRead === 0) return 'keeps no state: each event is decided alone';
  const { itemsRead, readUnits, busyReadUnits, bytesRead, keptDays } = bounds;
  return (
    `at most ${plural(itemsRead, 'hit')} per key: ${plural(busyReadUnits, 'read unit')} a decision in batches of a thousand, ` +
    `${count(readUnits)} (${(bytesRead / 1e6).toFixed(1)} MB) one by one; kept for ${plural(keptDays, 'day')}`
  );
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
