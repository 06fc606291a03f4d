import type { Micros } from '../event/index.ts';
import type { FindingRow, Receiver, SendOutcome } from '../finding/index.ts';
import type { PublishPorts, Sending } from './publish-ports.ts';

export interface Attempt {
  readonly row: FindingRow;
  readonly receiver: Receiver;
  readonly revision: number;
}

/** Writes down what became of a sending, and tells it. What could not be written down is tried again as a whole. */
export async function recordOutcome(
  attempt: Attempt & { readonly outcome: SendOutcome },
  ports: PublishPorts,
  now: Micros,
): Promise<Sending> {
  const { row, receiver, revision, outcome } = attempt;
  const { id } = row.finding;
  const reason = outcome.outcome === 'sent' ? '' : outcome.reason;
  try {
    if (outcome.outcome === 'sent') await ports.findings.recordSent(id, receiver, revision, now);
    if (outcome.outcome === 'refused') await ports.findings.recordFailed(id, receiver, revision, reason, now);
    return { id, receiver, revision, outcome: outcome.outcome, reason, lagSeconds: lagOf(row, now) };
  } catch (error) {
    return unrecorded(attempt, error, now);
  }
}

/** The table failed us in the middle: nobody knows whether the receiver has it. */
export function unrecorded({ row, receiver, revision }: Attempt, error: unknown, now: Micros): Sending {
  const reason = `not recorded: ${error instanceof Error ? error.message : String(error)}`;
  return { id: row.finding.id, receiver, revision, outcome: 'unrecorded', reason, lagSeconds: lagOf(row, now) };
}

type Refused = Extract<SendOutcome, { readonly outcome: 'refused' }>;

/** A finding that our own renderer chokes on is refused like one that the receiver chokes on: it must not stop the others. */
export function rendered<T>(render: () => T): T | Refused {
  try {
    return render();
  } catch (error) {
    return {
      outcome: 'refused',
      reason: `cannot be rendered: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

export function lagOf(row: FindingRow, now: Micros): number {
  return Math.max(0, (now - row.updatedAt) / 1_000_000);
}
