import type { FindingRow } from '../../lib/finding/index.ts';

/** What a proof needs of the world. Times are epoch milliseconds. */
export interface ProofPorts {
  readonly now: () => number;
  readonly wait: (millis: number) => Promise<void>;
  /** Puts records into the plain stream, as one batch. */
  readonly put: (records: readonly Uint8Array[]) => Promise<void>;
  /** Findings of these rules that were opened since then. */
  readonly opened: (rules: readonly string[], since: number) => Promise<readonly FindingRow[]>;
  /** Of these findings, what Security Hub holds: revisions by id, one for each record of it. Null where it is not used. */
  readonly inHub: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly HubRecord[]> | null>;
  /** Is there an object under this prefix, written since then, whose text holds this? */
  readonly isParked: (text: string, since: number) => Promise<boolean>;
}

export interface HubRecord {
  readonly revision: number;
  readonly isArchived: boolean;
}
