import { type Feed, feedKey, slotOf } from '../correlation/index.ts';
import { isObject, type Micros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';

/** One feed in one slot of a batch, and the records in which it was heard. */
export interface Heard {
  /** The same for the same feed and slot. */
  readonly id: string;
  readonly feed: Feed;
  readonly slot: Micros;
  readonly records: Set<string>;
}

/** The feeds of a batch, gathered log by log. */
export interface HeardFeeds {
  readonly note: (log: Log, source: string) => void;
  readonly all: () => readonly Heard[];
}

export function heardFeeds(isWatched: (source: string) => boolean): HeardFeeds {
  const found = new Map<string, Heard>();
  return {
    note: (log, source) => {
      // A canary is no sign of life of the source whose way it takes.
      if (!isWatched(source) || isObject(log.json?.weir)) return;
      const { account, region, logGroup, recordId } = log.origin;
      const feed = { source, account, region, logGroup };
      const slot = slotOf(log.arrival);
      const id = JSON.stringify([...feedKey(feed), slot]);
      const known = found.get(id);
      if (known === undefined) found.set(id, { id, feed, slot, records: new Set([recordId]) });
      else known.records.add(recordId);
    },
    all: () => [...found.values()],
  };
}

/** Feeds and slots that a container remembers to have told the state: a feed then costs it one request in five minutes. */
export const mostTold = 10_000;
