import type { Basis } from '../correlation/index.ts';
import type { Micros } from '../event/index.ts';
import type { Finding } from './finding.ts';

/**
 * Where findings are kept, as rows that are also the outbox. Implementations: memory (here) and DynamoDB (lib/aws); one
 * contract suite holds both.
 *
 * `save` writes only what has seen more than the stored row, gives it the next revision, and keeps in the row which
 * revision each receiver must get and has got. A retraction is a save with state `retracted`; of an unknown id it does
 * nothing. Progress of a receiver and content of the finding never overwrite each other.
 */
export interface FindingSink {
  readonly save: (finding: Finding, basis: Basis, now: Micros) => Promise<SaveOutcome>;
  readonly load: (id: string) => Promise<FindingRow | null>;
  /**
   * Before sending what must not be doubled: true for one sender at a time. A claim ends with `recordSent`,
   * `recordFailed` or `release`, and lapses when its sender died.
   */
  readonly claim: (id: string, receiver: Receiver, revision: number, sender: Sender, now: Micros) => Promise<boolean>;
  /** Gives a claim back: nothing was sent. */
  readonly release: (id: string, receiver: Receiver) => Promise<void>;
  /** That a receiver has got this revision. Never lowers what is stored. */
  readonly recordSent: (id: string, receiver: Receiver, revision: number, now: Micros) => Promise<void>;
  /** That a receiver refused this revision itself. After `mostAttempts` it is given up, until a later revision. */
  readonly recordFailed: (
    id: string,
    receiver: Receiver,
    revision: number,
    reason: string,
    now: Micros,
  ) => Promise<void>;
  /** That it goes under in a storm: kept and listed, but sent to nobody. */
  readonly recordHeld: (id: string) => Promise<void>;
  /**
   * Rows that some receiver is behind on since before `before`, oldest first: at most `limit` that SNS waits for, then
   * at most `limit` that only Security Hub does, so that neither backlog hides the other.
   */
  readonly behind: (before: Micros, limit: number) => Promise<readonly FindingRow[]>;
  /** How many findings of a rule were opened (created) at `from` or later, and before `to`; counts no further than `most`. */
  readonly openedCount: (rule: string, from: Micros, to: Micros, most: number) => Promise<number>;
  /**
   * The first `most` of them, in the order of opening, then of id: many are opened at once, and which of these come first
   * must not depend on who asks.
   */
  readonly firstOpened: (rule: string, from: Micros, to: Micros, most: number) => Promise<readonly OpenedFinding[]>;
  /** The same as rows, oldest first. */
  readonly opened: (rule: string, from: Micros, to: Micros, limit: number) => Promise<readonly FindingRow[]>;
}

export interface OpenedFinding {
  readonly id: string;
  readonly createdAt: Micros;
}

export function compareOpened(a: OpenedFinding, b: OpenedFinding): number {
  if (a.createdAt !== b.createdAt) return a.createdAt - b.createdAt;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

export type SaveOutcome = 'created' | 'updated' | 'stale' | 'unknown';

export const receivers = ['sns', 'securityHub'] as const;
export type Receiver = (typeof receivers)[number];

/**
 * Who sends. The stream delivers a finding's changes to one function at a time, so a claim of its own that it meets was
 * left by an invocation that died, and it may go on at once.
 */
export type Sender = 'stream' | 'sweep';

/** Why a revision is worth a message of its own. */
export type NotifyReason = 'new' | 'escalated' | 'retracted' | 'active-again';

export interface FindingRow {
  readonly finding: Finding;
  readonly basis: Basis;
  /** The last revision that SNS must be told of: new, escalated, retracted, or active again; and which of these it was. */
  readonly notifyRevision: number;
  readonly notifyReason: NotifyReason;
  readonly sent: Readonly<Record<Receiver, Progress>>;
  /** Went under in a storm of its rule's findings: it is not sent. */
  readonly held: boolean;
  readonly createdAt: Micros;
  /** Strictly growing with the revision, by whole milliseconds: Security Hub ignores an update that is not later. */
  readonly updatedAt: Micros;
}

/** How far a receiver has come. Zeros and '' where nothing happened yet. */
export interface Progress {
  readonly revision: number;
  readonly at: Micros;
  readonly claimedUntil: Micros;
  readonly claimedBy: string;
  /** Of the revision last refused: how often, and what the receiver said. */
  readonly failedRevision: number;
  readonly attempts: number;
  readonly reason: string;
}

/** A sender that took longer is dead: no function of weir runs for so long. */
export const claimMicros = 360_000_000;
export const mostAttempts = 5;
/** Findings are kept 90 days. */
export const findingTtlSeconds = 90 * 86_400;
