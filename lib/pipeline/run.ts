import type { Micros } from '../event/index.ts';
import type { EventView } from '../finding/index.ts';
import type { HeardFeeds } from './heard-feeds.ts';
import type { Listing } from './neighbours.ts';
import type { DetectPorts } from './ports.ts';
import { emptyStatistics, type Statistics } from './statistics.ts';

/** One pass of the line: its ports, its clock, and what it has gathered so far. */
export interface Run {
  readonly ports: DetectPorts;
  readonly now: Micros;
  readonly statistics: Statistics;
  /** The batch's events by id, while they are at hand: evidence is made of them. */
  readonly events: Map<string, EventView>;
  /** Why records could not be evaluated, by record id. */
  readonly failures: Map<string, string>;
  /** Neighbours of new terms, to be listed when the batch is done. */
  readonly listings: Listing[];
  /** Who was heard, where anybody listens for silence: in streams, not in files. */
  readonly heard?: HeardFeeds;
}

export function beginRun(ports: DetectPorts, now: Micros): Run {
  return { ports, now, statistics: emptyStatistics(), events: new Map(), failures: new Map(), listings: [] };
}

export function failRecords(run: Run, records: Iterable<string>, reason: string): void {
  for (const record of records) if (!run.failures.has(record)) run.failures.set(record, reason);
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
