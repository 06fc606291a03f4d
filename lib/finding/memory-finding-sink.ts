import { claimMicros, type FindingRow, type FindingSink, type Progress, type Receiver } from './finding-sink.ts';
import { nextRow } from './next-row.ts';
import { afterFailed, afterSent, isBehind } from './progress.ts';

export interface MemoryFindingSink extends FindingSink {
  /** Every row, in the order in which they were created. */
  readonly rows: () => readonly FindingRow[];
}

/** Findings in memory, for the command line and for tests. `sendTo` are the receivers that are waited for. */
export function memoryFindingSink(sendTo: readonly Receiver[] = ['sns', 'securityHub']): MemoryFindingSink {
  const rows = new Map<string, FindingRow>();
  const behindSince = new Map<string, number>();

  const progress = (id: string, receiver: Receiver, change: (progress: Progress) => Progress): void => {
    const row = rows.get(id);
    if (row === undefined) return;
    const next = { ...row, sent: { ...row.sent, [receiver]: change(row.sent[receiver]) } };
    rows.set(id, next);
    if (!sendTo.some(wanted => isBehind(next, wanted))) behindSince.delete(id);
  };

  return {
    save: async (finding, basis, now) => {
      const { outcome, row } = nextRow(rows.get(finding.id) ?? null, finding, basis, now);
      if (row === null) return outcome;
      rows.set(finding.id, row);
      if (sendTo.some(receiver => isBehind(row, receiver)) && !behindSince.has(finding.id)) {
        behindSince.set(finding.id, now);
      }
      return outcome;
    },
    load: async id => rows.get(id) ?? null,
    claim: async (id, receiver, revision, now) => {
      const found = rows.get(id)?.sent[receiver];
      if (found === undefined || found.revision >= revision || found.claimedUntil > now) return false;
      progress(id, receiver, current => ({ ...current, claimedUntil: now + claimMicros }));
      return true;
    },
    recordSent: async (id, receiver, revision, now) =>
      progress(id, receiver, current => afterSent(current, revision, now)),
    recordFailed: async (id, receiver, revision, reason) =>
      progress(id, receiver, current => afterFailed(current, revision, reason)),
    behind: async (before, limit) =>
      [...behindSince]
        .filter(([, since]) => since < before)
        .sort(([, a], [, b]) => a - b)
        .slice(0, limit)
        .flatMap(([id]) => rows.get(id) ?? []),
    rows: () => [...rows.values()],
  };
}
