import type { Basis } from '../correlation/index.ts';
import type { Micros } from '../event/index.ts';
import type { Finding } from './finding.ts';

/**
 * Where findings are kept, as rows that are also the outbox. Implementations: memory (here) and DynamoDB (lib/aws); one
 * contract suite holds both.
 *
 * `save` writes only what has seen more than the stored row, gives it the next revision, and keeps in the row which
 * revision each receiver must get and has got. A retraction is a save with state `retracted`; of an unknown id it does
 * nothing.
 */
export interface FindingSink {
  readonly save: (finding: Finding, basis: Basis, now: Micros) => Promise<SaveOutcome>;
  readonly load: (id: string) => Promise<FindingRow | null>;
  /** That a receiver has got this revision. Never lowers what is stored. */
  readonly recordSent: (id: string, receiver: Receiver, revision: number, now: Micros) => Promise<void>;
  /** Rows that some receiver is behind on since before `before`, oldest first. */
  readonly behind: (before: Micros, limit: number) => Promise<readonly FindingRow[]>;
}

export type SaveOutcome = 'created' | 'updated' | 'stale' | 'unknown';
export type Receiver = 'sns' | 'securityHub';

export interface FindingRow {
  readonly finding: Finding;
  readonly basis: Basis;
  /** The last revision that SNS must be told of: new, escalated, retracted, or active again. */
  readonly notifyRevision: number;
  readonly sent: Readonly<Record<Receiver, { readonly revision: number; readonly at: Micros }>>;
  readonly createdAt: Micros;
  readonly updatedAt: Micros;
}
