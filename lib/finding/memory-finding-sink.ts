import type { Finding } from './finding.ts';
import {
  claimMicros,
  compareOpened,
  type FindingRow,
  type FindingSink,
  type Progress,
  type Receiver,
} from './finding-sink.ts';
import { nextRow } from './next-row.ts';
import { afterFailed, afterSent, isBehind, isClaimable } from './progress.ts';
import { seriesOf } from './series.ts';

export interface MemoryFindingSink extends FindingSink {
  /** Every row, in the order in which they were created. */
  readonly rows: () => readonly FindingRow[];
}

/** Findings in memory, for the command line and for tests. `sendTo` are the receivers that are waited for. */
export function memoryFindingSink(sendTo: readonly Receiver[] = ['sns', 'securityHub']): MemoryFindingSink {
  const rows = new Map<string, FindingRow>();
  const behindSince = new Map<string, number>();
  const newestOfSeries = new Map<string, Finding[]>();

  const put = (row: FindingRow, now: number): void => {
    const { id } = row.finding;
    rows.set(id, row);
    if (!sendTo.some(receiver => isBehind(row, receiver))) behindSince.delete(id);
    else if (!behindSince.has(id)) behindSince.set(id, now);
  };

  const progress = (id: string, receiver: Receiver, change: (progress: Progress) => Progress): void => {
    const row = rows.get(id);
    if (row === undefined) return;
    put({ ...row, sent: { ...row.sent, [receiver]: change(row.sent[receiver]) } }, behindSince.get(id) ?? 0);
  };

  const related = (finding: Finding): Finding => {
    const series = seriesOf(finding);
    if (series === '') return finding;
    const earlier = newestOfSeries.get(series) ?? [];
    newestOfSeries.set(
      series,
      [...earlier, finding].sort((a, b) => (a.firstSeen < b.firstSeen ? -1 : 1)),
    );
    const last = earlier.findLast(one => one.firstSeen < finding.firstSeen);
    return last === undefined ? finding : { ...finding, related: [last.id] };
  };

  const opened = (rule: string, from: number, to: number): FindingRow[] =>
    [...rows.values()]
      .filter(row => row.finding.rule === rule && row.createdAt >= from && row.createdAt < to)
      .sort((a, b) => a.createdAt - b.createdAt);

  return {
    save: async (finding, basis, now) => {
      const stored = rows.get(finding.id) ?? null;
      const isNew = stored === null && finding.state === 'active';
      const { outcome, row } = nextRow(stored, isNew ? related(finding) : finding, basis, now);
      if (row !== null) put(row, now);
      return outcome;
    },
    load: async id => rows.get(id) ?? null,
    claim: async (id, receiver, revision, sender, now) => {
      const found = rows.get(id)?.sent[receiver];
      if (found === undefined || !isClaimable(found, revision, sender, now)) return false;
      progress(id, receiver, current => ({ ...current, claimedUntil: now + claimMicros, claimedBy: sender }));
      return true;
    },
    release: async (id, receiver) => progress(id, receiver, current => ({ ...current, claimedUntil: 0 })),
    recordSent: async (id, receiver, revision, now) =>
      progress(id, receiver, current => afterSent(current, revision, now)),
    recordFailed: async (id, receiver, revision, reason) =>
      progress(id, receiver, current => afterFailed(current, revision, reason)),
    recordHeld: async id => {
      const row = rows.get(id);
      if (row !== undefined) put({ ...row, held: true }, 0);
    },
    behind: async (before, limit) => {
      const waiting = [...behindSince].filter(([, since]) => since < before).sort(([, a], [, b]) => a - b);
      const found = waiting.flatMap(([id]) => rows.get(id) ?? []);
      const [forSns, forOthers] = [true, false].map(isForSns => found.filter(row => isBehind(row, 'sns') === isForSns));
      return [...(forSns ?? []).slice(0, limit), ...(forOthers ?? []).slice(0, limit)];
    },
    firstOpened: async (rule, from, to, most) =>
      opened(rule, from, to)
        .map(({ finding: { id }, createdAt }) => ({ id, createdAt }))
        .sort(compareOpened)
        .slice(0, most),
    openedCount: async (rule, from, to, most) => Math.min(most, opened(rule, from, to).length),
    opened: async (rule, from, to, limit) => opened(rule, from, to).slice(0, limit),
    rows: () => [...rows.values()],
  };
}
