import { type Hit, processingMicros, unitOf, unitsTouched } from '../correlation/index.ts';
import type { JsonValue, Micros } from '../event/index.ts';
import type { PreparedRule } from './prepared-rule.ts';
import type { Run } from './run.ts';

const minute: Micros = 60_000_000;

/** The next windows of a key that was seen are looked at one by one, the later ones of its days together. */
const promptWindows = 7;

/** Whole minutes, so that the hits of a busy minute share one timer. */
function dueAfter(time: Micros, rule: PreparedRule): Micros {
  return (Math.floor((time + rule.keeping.lateness + processingMicros) / minute) + 1) * minute;
}

async function scheduleWindows(rule: PreparedRule, key: readonly JsonValue[], hits: readonly Hit[], run: Run) {
  const { detection, meta } = rule.rule;
  if (detection.kind !== 'absence' || detection.window === null) return;
  const last = Math.max(...hits.map(hit => hit.time));
  const starts = run.ports.rules.context.windowStarts(detection.window, last + 1, last + rule.plan.back);
  const dueTimes = new Map<string, { readonly unit: Micros; readonly start: Micros }>();
  for (const [index, start] of starts.entries()) {
    const unit = unitOf(rule.plan, start);
    dueTimes.set(index < promptWindows ? `start ${start}` : `unit ${unit}`, { unit, start });
  }
  for (const { unit, start } of dueTimes.values()) {
    const dueAt = dueAfter(start + detection.span, rule);
    await run.ports.state.schedule({ rule: meta.id, version: rule.version, key, time: unit, dueAt });
  }
}

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
  if (detection.kind === 'absence' && detection.after === null) {
    await scheduleWindows(rule, key, hits, run);
    return;
  }
  const reach = isTicking ? rule.plan.back : rule.plan.ahead;
  const dueByUnit = new Map<Micros, Micros>();
  for (const hit of hits) {
    const dueAt = dueAfter(hit.time + reach, rule);
    const units = isTicking ? unitsTouched(rule.plan, hit.time) : [unitOf(rule.plan, hit.time)];
    for (const unit of units) dueByUnit.set(unit, Math.max(dueByUnit.get(unit) ?? dueAt, dueAt));
  }
  for (const [unit, dueAt] of dueByUnit) {
    await run.ports.state.schedule({ rule: meta.id, version: rule.version, key, time: unit, dueAt });
  }
}
