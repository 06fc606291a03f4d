import { bucketOf, expiryOf, type Hit, unitOf, unitsTouched } from '../correlation/index.ts';
import type { JsonValue, Micros } from '../event/index.ts';
import type { Group } from './collect-hits.ts';
import { type Decided, decideUnits } from './decide-units.ts';
import { firstOfDays, learnTerms } from './first-of-day.ts';
import { inTurns } from './in-turns.ts';
import { rememberNeighbour, writeListings } from './neighbours.ts';
import { storeOf } from './ports.ts';
import type { PreparedRule } from './prepared-rule.ts';
import { failRecords, type Run, reasonOf } from './run.ts';
import { scheduleTimers } from './schedule-timers.ts';
import { withEvidence } from './with-evidence.ts';

/** Remembers the hits of each group and decides what they add up to. A group that fails costs its own records only. */
export async function correlateGroups(groups: readonly Group[], run: Run): Promise<void> {
  await inTurns(groups, async group => {
    try {
      await correlate(group, run);
    } catch (error) {
      run.statistics.stateFailures++;
      failRecords(run, group.records, `rule ${group.rule.rule.meta.id}: ${reasonOf(error)}`);
    }
  });
  await writeListings(run);
}

/**
 * First the hits are written, then everything that bears on them is read: whoever wrote last has seen all. Hits that
 * were there already are decided again all the same, because whoever wrote them may have died before deciding.
 */
async function correlate(group: HitGroup, run: Run, anchorOf = (hit: Hit): Micros => hit.time): Promise<void> {
  const { rule, key } = group;
  const hits = firstOfDays(rule, key, group.hits, run);
  if (hits.length === 0) return;
  await Promise.all(
    [...byUnit(rule, hits, anchorOf)].map(([unit, members]) => {
      const bucket = { rule: rule.rule.meta.id, version: rule.version, key, start: bucketOf(rule.plan, unit) };
      return storeOf(rule, run.ports).add(bucket, withEvidence(members, run), expiryOf(rule.plan, unit, rule.keeping));
    }),
  );
  await scheduleTimers(rule, key, hits, run);
  const touched = new Set(hits.flatMap(hit => unitsTouched(rule.plan, anchorOf(hit))));
  const units = [...touched].sort((a, b) => a - b);
  const { found, contents } = await decideAndFeed(rule, key, units, run);
  if (rule.rule.detection.kind === 'first-seen') rememberNeighbour(rule, key, hits, contents, run);
  learnTerms(rule, key, hits, found, run);
}

/** Decides units, and hands the findings on to the rules that feed on them. */
export async function decideAndFeed(
  rule: PreparedRule,
  key: readonly JsonValue[],
  units: readonly Micros[],
  run: Run,
): Promise<Decided> {
  const decided = await decideUnits(rule, key, units, run);
  for (const { rule: outer, key: outerKey, hit, anchor } of decided.feed) {
    await correlate({ rule: outer, key: outerKey, hits: [hit] }, run, () => anchor);
  }
  return decided;
}

type HitGroup = Pick<Group, 'rule' | 'key' | 'hits'>;

function byUnit(
  rule: PreparedRule,
  hits: readonly Hit[],
  anchorOf: (hit: Hit) => Micros,
): ReadonlyMap<Micros, readonly Hit[]> {
  const units = new Map<Micros, Hit[]>();
  for (const hit of hits) {
    const unit = unitOf(rule.plan, anchorOf(hit));
    const known = units.get(unit);
    if (known === undefined) units.set(unit, [hit]);
    else known.push(hit);
  }
  return units;
}
