import type { Timer } from '../correlation/index.ts';
import type { Micros } from '../event/index.ts';
import { assembleDue, fragmentRule } from './assemble-fragments.ts';
import { collectHits } from './collect-hits.ts';
import { correlateGroups, decideAndFeed } from './correlate.ts';
import { explainEvents } from './explain-events.ts';
import { inTurns } from './in-turns.ts';
import type { DetectPorts } from './ports.ts';
import { type Run, reasonOf } from './run.ts';
import { saveDecisions } from './save-decision.ts';
import { emptyStatistics, type Statistics } from './statistics.ts';

export interface Swept {
  readonly done: number;
  /** Timers that stay for the next sweep, and why. */
  readonly failed: readonly { readonly timer: Timer; readonly reason: string }[];
  /** Timers of rules, or of versions of rules, that the bundle no longer has. */
  readonly orphaned: number;
  /** True where there may be more that is due. */
  readonly isMore: boolean;
  readonly statistics: Statistics;
}

/** Decides what was waiting for its window to close. A timer is done only when its decisions are saved. */
export async function sweep(ports: DetectPorts, now: Micros, limit: number): Promise<Swept> {
  const due = await ports.state.due(now, limit);
  const run: Run = { ports, now, statistics: emptyStatistics(), events: new Map(), failures: new Map() };
  const failed: { timer: Timer; reason: string }[] = [];
  let orphaned = 0;
  await inTurns(due, async timer => {
    try {
      if (!(await settle(timer, run))) orphaned++;
      await ports.state.done(timer);
    } catch (error) {
      failed.push({ timer, reason: reasonOf(error) });
    }
  });
  const done = due.length - failed.length - orphaned;
  return { done, failed, orphaned, isMore: due.length === limit, statistics: run.statistics };
}

/** False where nobody knows the timer's rule any more. */
async function settle(timer: Timer, run: Run): Promise<boolean> {
  if (timer.rule === fragmentRule) {
    await evaluateFragments(timer, run);
    return true;
  }
  const rule = run.ports.rules.prepared.find(
    each => each.rule.meta.id === timer.rule && each.version === timer.version,
  );
  if (rule === undefined) return false;
  await decideAndFeed(rule, timer.key, [timer.time], run);
  return true;
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
