import { isDecidable, silentRuleId, type Timer } from '../correlation/index.ts';
import type { Micros } from '../event/index.ts';
import { assembleDue, fragmentRule } from './assemble-fragments.ts';
import { collectHits } from './collect-hits.ts';
import { correlateGroups, decideAndFeed } from './correlate.ts';
import { expectNamed } from './expect-named.ts';
import { explainEvents } from './explain-events.ts';
import { inTurns } from './in-turns.ts';
import { writeListings } from './neighbours.ts';
import type { DetectPorts } from './ports.ts';
import { beginRun, type Run, reasonOf } from './run.ts';
import { saveDecisions } from './save-decision.ts';
import { settleSilence } from './silence.ts';
import type { Statistics } from './statistics.ts';

export interface Swept {
  readonly done: number;
  /** Timers that stay for the next sweep, and why. */
  readonly failed: readonly { readonly timer: Timer; readonly reason: string }[];
  /** Timers of rules, or of versions of rules, that the bundle no longer has. */
  readonly orphaned: number;
  /** Timers that no sweep came to before the state they would look at was past its expiry: a sweep stood still for days. */
  readonly expired: number;
  /** True where there may be more that is due. */
  readonly isMore: boolean;
  readonly statistics: Statistics;
}

/** Decides what was waiting for its window to close. A timer is done only when its decisions are saved. */
export async function sweep(ports: DetectPorts, now: Micros, limit: number): Promise<Swept> {
  const run = beginRun(ports, now);
  await expectNamed(run);
  const due = await ports.state.due(now, limit);
  const failed: { timer: Timer; reason: string }[] = [];
  const counts = { done: 0, orphaned: 0, expired: 0 };
  await inTurns(due, async timer => {
    try {
      const settled = await settle(timer, run);
      await ports.state.done(timer);
      counts[settled]++;
    } catch (error) {
      failed.push({ timer, reason: reasonOf(error) });
    }
  });
  await writeListings(run);
  return { ...counts, failed, isMore: due.length === limit, statistics: run.statistics };
}

type Settled = 'done' | 'orphaned' | 'expired';

async function settle(timer: Timer, run: Run): Promise<Settled> {
  if (timer.rule === fragmentRule) {
    await evaluateFragments(timer, run);
    return 'done';
  }
  if (timer.rule === silentRuleId) return settleSilence(timer, run);
  const rule = run.ports.rules.prepared.find(each => each.id === timer.rule && each.version === timer.version);
  if (rule === undefined) return 'orphaned';
  if (!isDecidable(rule.plan, timer.time, rule.keeping, run.now)) return 'expired';
  await decideAndFeed(rule, timer.key, [timer.time], run);
  return 'done';
}

async function evaluateFragments(timer: Timer, run: Run): Promise<void> {
  const events = await explainEvents(await assembleDue(timer.version, String(timer.key[0]), run), run);
  // A run of its own: what fails here fails this timer, not the records of another.
  const own: Run = { ...run, events: new Map(), failures: new Map() };
  const { immediate, groups } = collectHits(events, own);
  await saveDecisions(immediate, own);
  await correlateGroups(groups, own);
  const [reason] = own.failures.values();
  if (reason !== undefined) throw new Error(reason);
}
