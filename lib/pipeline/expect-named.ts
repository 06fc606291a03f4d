import { bucketOf, expiryOf, findingId, type Hit, unitOf } from '../correlation/index.ts';
import type { JsonValue, Micros } from '../event/index.ts';
import { storeOf } from './ports.ts';
import type { PreparedRule } from './prepared-rule.ts';
import type { Run } from './run.ts';
import { scheduleTimers } from './schedule-timers.ts';

/** Hits of this leg are no events: from this time on the configuration expects the key, though it was never seen. */
const namedLeg = 1;
const day: Micros = 86_400_000_000;

/**
 * Keys that never had an event exist only where the configuration names them. Once a day and container each is written
 * down as expected, with the timers of its next windows, as if it had been seen. Doing so twice changes nothing. What
 * was due before a key was first named is not missed.
 */
export async function expectNamed(run: Run): Promise<void> {
  // The end of files is no time at which anything could be expected.
  if (!Number.isFinite(run.now)) return;
  for (const rule of run.ports.rules.prepared) {
    // The kind is known without the rule, which need not be read then.
    if (rule.kind !== 'absence') continue;
    const { detection } = rule.rule;
    if (detection.kind !== 'absence' || detection.named === undefined) continue;
    for (const key of detection.named) await expectKey(rule, key, run);
  }
}

async function expectKey(rule: PreparedRule, key: readonly JsonValue[], run: Run): Promise<void> {
  const { named } = run.ports.rules;
  const today = Math.floor(run.now / day);
  const id = findingId(rule.rule.meta.id, rule.version, [...key]);
  if (named.get(id) === today) return;
  const { plan, keeping } = rule;
  const hit: Hit = {
    time: run.now,
    sequence: 0,
    event: findingId('weir.named', id, today),
    leg: namedLeg,
    values: [],
    basis: 0,
    retracted: false,
  };
  const bucket = { rule: rule.rule.meta.id, version: rule.version, key, start: bucketOf(plan, run.now) };
  await storeOf(rule, run.ports).add(bucket, [hit], expiryOf(plan, unitOf(plan, run.now), keeping));
  await scheduleTimers(rule, key, [hit], run);
  named.set(id, today);
}

/** Keys that a container remembers to have written down today. */
export const mostNamedKeys = 10_000;
