import type { BucketKey, StateStore } from '../../lib/correlation/index.ts';

/** What the state took of each rule, where buckets are small. */
export interface Kept {
  /** The store, watched. */
  readonly watch: (store: StateStore) => StateStore;
  readonly read: (store: StateStore) => Promise<KeptHits>;
}

export interface KeptHits {
  /** Ids of the events that count for a rule. */
  readonly eventsOf: (rule: string) => ReadonlySet<string>;
  /** Has a bucket of the rule and of this `who` reached its cap? */
  readonly isCapped: (rule: string, who?: string) => boolean;
}

/** Nothing is watched where no bucket can fill up. */
export function keptHits(isSmall: boolean): Kept {
  const buckets = new Map<string, BucketKey>();
  if (!isSmall)
    return { watch: store => store, read: async () => ({ eventsOf: () => new Set(), isCapped: () => false }) };
  return {
    watch: store => ({
      ...store,
      add: (bucket, ...rest) => {
        buckets.set(JSON.stringify(bucket), bucket);
        return store.add(bucket, ...rest);
      },
    }),
    read: async store => {
      const events = new Map<string, Set<string>>();
      const capped: BucketKey[] = [];
      for (const { bucket, hits, capped: isCapped } of await store.read([...buckets.values()], 0)) {
        const ofRule = events.get(bucket.rule) ?? new Set();
        events.set(bucket.rule, ofRule);
        for (const hit of hits) ofRule.add(hit.event);
        if (isCapped) capped.push(bucket);
      }
      return {
        eventsOf: rule => events.get(rule) ?? new Set(),
        isCapped: (rule, who) =>
          capped.some(
            // A rule without a key has one state for everybody.
            ({ rule: id, key }) => id === rule && (who === undefined || key.length === 0 || key.includes(who)),
          ),
      };
    },
  };
}
