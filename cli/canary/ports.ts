import type { FindingRow } from '../../lib/finding/index.ts';

/** What a canary needs of the world, so that its course can be tried without one. Times are epoch milliseconds. */
export interface CanaryPorts {
  readonly now: () => number;
  readonly wait: (millis: number) => Promise<void>;
  /** Puts lines in at the start of the way that is tried out. */
  readonly put: (lines: readonly string[]) => Promise<void>;
  /** The finding of one canary, if it is there by now. */
  readonly find: (canary: string, since: number) => Promise<FindingRow | null>;
  /** The findings topic's ARN. */
  readonly topic: string;
  readonly subscribers: () => Promise<Subscribers>;
  /** Security Hub's record of a finding; 'off' where CSPM is not enabled. */
  readonly recordInHub: (finding: string) => Promise<'ACTIVE' | 'ARCHIVED' | 'absent' | 'off'>;
  /** Why nothing was found: what is wrong on the way to the table, in the words of a cause; '' where nothing shows. */
  readonly lookAtWay: (since: number) => Promise<string>;
}

/** Who gets the topic's messages. Null where the topic itself is gone. */
export type Subscribers = { readonly confirmed: number; readonly pending: number } | null;

/** One part of the way. */
export interface Leg {
  readonly name: 'stream' | 'findings table' | 'SNS' | 'Security Hub' | 'archived';
  readonly outcome: 'ok' | 'failed' | 'off';
  /** Since the sample (for `archived`: what undoes it) was put; null where it did not come. */
  readonly seconds: number | null;
  /** What was seen, or what did not happen. */
  readonly says: string;
  /** What probably stands in the way, and what to do; '' where all is well. */
  readonly cause: string;
}
