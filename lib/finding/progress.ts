import { type FindingRow, mostAttempts, type Progress, type Receiver, type Sender } from './finding-sink.ts';

export const noProgress: Progress = {
  revision: 0,
  at: 0,
  claimedUntil: 0,
  claimedBy: '',
  failedRevision: 0,
  attempts: 0,
  reason: '',
};

/** The revision that this receiver should have: SNS the last that notifies, Security Hub the last. */
export function wantedRevision(row: FindingRow, receiver: Receiver): number {
  return receiver === 'sns' ? row.notifyRevision : row.finding.revision;
}

/** Has the receiver something to get? Staged and held findings are not sent, and what it refused for good not again. */
export function isBehind(row: FindingRow, receiver: Receiver): boolean {
  if (row.finding.staged || row.held) return false;
  const wanted = wantedRevision(row, receiver);
  const { revision, failedRevision, attempts } = row.sent[receiver];
  return revision < wanted && !(failedRevision >= wanted && attempts >= mostAttempts);
}

export function afterSent(progress: Progress, revision: number, now: number): Progress {
  if (revision <= progress.revision) return progress;
  return { ...progress, revision, at: now, claimedUntil: 0 };
}

export function afterFailed(progress: Progress, revision: number, reason: string): Progress {
  if (revision < progress.failedRevision) return progress;
  const attempts = revision === progress.failedRevision ? progress.attempts + 1 : 1;
  return { ...progress, failedRevision: revision, attempts, reason: reason.slice(0, 500), claimedUntil: 0 };
}

/** May this sender go on? Not when it was sent by now, nor while another one is at it. */
export function isClaimable(progress: Progress, revision: number, sender: Sender, now: number): boolean {
  const isOwn = sender === 'stream' && progress.claimedBy === 'stream';
  return progress.revision < revision && (progress.claimedUntil <= now || isOwn);
}
