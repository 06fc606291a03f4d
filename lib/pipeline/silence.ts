import {
  type BucketKey,
  type Feed,
  feedKey,
  feedOf,
  type Keeping,
  silenceAfter,
  silenceBucket,
  silenceDueAt,
  silentRuleId,
  slotBucketStart,
  slotBucketStarts,
  slotHit,
  type Timer,
} from '../correlation/index.ts';
import type { Micros } from '../event/index.ts';
import { findingTtlSeconds } from '../finding/index.ts';
import type { Heard } from './heard-feeds.ts';
import { inTurns } from './in-turns.ts';
import type { Ruleset } from './ports.ts';
import { failRecords, type Run, reasonOf } from './run.ts';
import { saveDecision } from './save-decision.ts';
import { silentMeta } from './silent-rule.ts';

/** After how long without a log a source counts as silent; null where nobody asked. */
export function silentAfterOf({ bundle }: Pick<Ruleset, 'bundle'>, source: string): Micros | null {
  const wanted = bundle.settings.silentAfterSeconds ?? {};
  const seconds = (Object.hasOwn(wanted, source) ? wanted[source] : wanted.default) ?? 0;
  return seconds > 0 ? seconds * 1_000_000 : null;
}

/**
 * Remembers that feeds were heard, and ends the silences before.
 *
 * First what was heard is written, then the silences are read; the sweep marks a silence, saves it, and then reads what
 * was heard. So whichever comes second sees the other, and retracts.
 */
export async function hearFeeds(all: readonly Heard[], run: Run): Promise<void> {
  const { told } = run.ports.rules;
  const news = all.filter(heard => told.get(heard.id) === undefined);
  await inTurns(news, async heard => {
    try {
      await hear(heard, run);
      told.set(heard.id, true);
    } catch (error) {
      run.statistics.stateFailures++;
      failRecords(run, heard.records, reasonOf(error));
    }
  });
}

async function hear({ feed, slot }: Heard, run: Run): Promise<void> {
  const after = silentAfterOf(run.ports.rules, feed.source);
  if (after === null || keptUntil(slot, after, run) < run.now) return;
  const { state } = run.ports;
  const bucket = bucketOf(feed, slotBucketStart(slot));
  await state.add(bucket, [slotHit(slot)], seconds(keptUntil(slot, after, run)));
  await state.schedule(timerOf(feed, slot, after));
  const [silences] = await state.read([bucketOf(feed, silenceBucket)], seconds(run.now));
  for (const silent of silences?.findings.map(Number) ?? []) {
    if (silent < slot) await saveDecision(silentRule, silenceAfter(feed, silent, after, true), run);
  }
}

/** Decides whether a feed has been silent since a slot. */
export async function settleSilence(timer: Timer, run: Run): Promise<'done' | 'orphaned' | 'expired'> {
  const feed = feedOf(timer.key);
  const slot = timer.time;
  const after = silentAfterOf(run.ports.rules, feed.source);
  if (after === null) return 'orphaned';
  if (keptUntil(slot, after, run) < run.now) return 'expired';
  if (run.now < silenceDueAt(slot, after)) {
    // It was given more time by a deploy.
    await run.ports.state.schedule(timerOf(feed, slot, after));
    return 'done';
  }
  if (!(await wasHeardAfter(feed, slot, run))) {
    await run.ports.state.mark(bucketOf(feed, silenceBucket), [String(slot)], seconds(run.now) + findingTtlSeconds);
    await saveDecision(silentRule, silenceAfter(feed, slot, after, false), run);
    if (!(await wasHeardAfter(feed, slot, run))) return 'done';
  }
  // Also where an earlier try saved the silence and died: of what was never found, this does nothing.
  await saveDecision(silentRule, silenceAfter(feed, slot, after, true), run);
  return 'done';
}

async function wasHeardAfter(feed: Feed, slot: Micros, run: Run): Promise<boolean> {
  const buckets = slotBucketStarts(slot, run.now).map(start => bucketOf(feed, start));
  const contents = await run.ports.state.read(buckets, seconds(run.now));
  return contents.some(({ hits }) => hits.some(hit => hit.time > slot));
}

/** A slot must outlive the silence after it, and the redrive of what came in that silence. */
function keptUntil(slot: Micros, after: Micros, run: Run): Micros {
  const { horizon }: Pick<Keeping, 'horizon'> = run.ports.rules.patience;
  return silenceDueAt(slot, after) + horizon;
}

function timerOf(feed: Feed, slot: Micros, after: Micros): Timer {
  return { rule: silentRuleId, version, key: feedKey(feed), time: slot, dueAt: silenceDueAt(slot, after) };
}

function bucketOf(feed: Feed, start: Micros): BucketKey {
  return { rule: silentRuleId, version, key: feedKey(feed), start };
}

/** The same whatever weir.yml says, so that a change of `silentAfter` keeps what was heard. */
const version = '1';

const silentRule = { rule: { emits: true, meta: silentMeta }, legNames: [], staged: false };

function seconds(time: Micros): number {
  return Math.floor(time / 1_000_000);
}
