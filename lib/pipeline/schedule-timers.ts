import { type Hit, processingMicros, unitOf, unitsTouched } from '../correlation/index.ts';
import type { JsonValue, Micros } from '../event/index.ts';
import type { PreparedRule } from './prepared-rule.ts';
import type { Run } from './run.ts';

const minute: Micros = 60_000_000;

/** Where a rule waits for its windows to close: look again when the last of these hits' windows has settled. */
export async function scheduleTimers(
  rule: PreparedRule,
  key: readonly JsonValue[],
  hits: readonly Hit[],
  run: Run,
): Promise<void> {
  if (rule.plan.mode !== 'waits') return;
  const { detection, meta } = rule.rule;
  const isTicking = detection.kind === 'query' || (detection.kind === 'aggregate' && detection.window.kind === 'ticks');
  const reach = isTicking ? rule.plan.back : rule.plan.ahead;
  const dueByUnit = new Map<Micros, Micros>();
  for (const hit of hits) {
    const settledAt = hit.time + reach + rule.keeping.lateness + processingMicros;
    // Whole minutes, so that the hits of a busy minute share one timer.
    const dueAt = (Math.floor(settledAt / minute) + 1) * minute;
    const units = isTicking ? unitsTouched(rule.plan, hit.time) : [unitOf(rule.plan, hit.time)];
    for (const unit of units) dueByUnit.set(unit, Math.max(dueByUnit.get(unit) ?? dueAt, dueAt));
  }
  for (const [unit, dueAt] of dueByUnit) {
    await run.ports.state.schedule({ rule: meta.id, version: rule.version, key, time: unit, dueAt });
  }
}
