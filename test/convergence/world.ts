import { memoryStore, type StateStore } from '../../lib/correlation/index.ts';
import { type FindingRow, type FindingSink, memoryFindingSink } from '../../lib/finding/index.ts';
import type { OutboxRecord } from '../../lib/pipeline/index.ts';
import { type LuckNow, unlucky } from './chaos.ts';
import type { Random } from './random.ts';

/** Where all functions of a schedule remember and write. */
export interface World {
  /** The ports as one container sees them. */
  readonly open: (luckNow: LuckNow) => { readonly state: StateStore; readonly findings: FindingSink };
  /** What the stream of the findings table has to tell and nobody has taken yet, in its order. */
  readonly stream: OutboxRecord[];
  readonly rows: () => Promise<readonly FindingRow[]>;
  /** Deletes what has expired by then as TTL does: some of it at once, some days later. */
  readonly forget: (nowSeconds: number, random: Random) => Promise<void>;
}

/** A new one, empty, whose buckets take so many hits of a leg. */
export type NewWorld = (capPerLeg: number) => Promise<World>;

export async function memoryWorld(capPerLeg: number): Promise<World> {
  const store = memoryStore(capPerLeg);
  const memory = memoryFindingSink();
  const stream: OutboxRecord[] = [];
  const sink: FindingSink = {
    ...memory,
    save: async (finding, basis, now) => {
      const saving = memory.save(finding, basis, now);
      // It is written before anybody else's turn, so this is the image that the change left.
      const row = memory.rows().find(each => each.finding.id === finding.id);
      const outcome = await saving;
      const hasChanged = outcome === 'created' || outcome === 'updated';
      if (row !== undefined && hasChanged) stream.push({ sequenceNumber: sequenceOf(row), id: finding.id, row });
      return outcome;
    },
  };
  return {
    open: luckNow => ({ state: unlucky(store, luckNow), findings: unlucky(sink, luckNow) }),
    stream,
    rows: async () => memory.rows(),
    // What has expired is not read any more; whether it is still there nobody can tell.
    forget: async () => undefined,
  };
}

function sequenceOf({ finding }: FindingRow): string {
  return `${finding.id}@${finding.revision}`;
}
