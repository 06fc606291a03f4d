import { canonicalText } from './finding-id.ts';
import { fullLeg } from './full-leg.ts';
import { fullerHit, type Hit } from './hit.ts';
import { type BucketContents, type BucketKey, defaultCapPerLeg, type StateStore, type Timer } from './state-store.ts';

/** State in memory, for the command line and for tests. */
export function memoryStore(capPerLeg: number = defaultCapPerLeg): StateStore {
  const buckets = new Map<string, Bucket>();
  const timers = new Map<string, Timer>();

  const bucketAt = (key: BucketKey): Bucket => {
    const id = bucketText(key);
    const known = buckets.get(id);
    if (known !== undefined) return known;
    const fresh: Bucket = { hits: new Map(), perLeg: new Map(), findings: new Map() };
    buckets.set(id, fresh);
    return fresh;
  };

  return {
    add: async (key, hits, expiresAtSeconds) => {
      const bucket = bucketAt(key);
      for (const hit of hits) addHit(bucket, hit, expiresAtSeconds, capPerLeg);
    },
    read: async (keys, nowSeconds) =>
      keys.map(key => contentsOf(key, buckets.get(bucketText(key)), nowSeconds, capPerLeg)),
    sample: async (key, nowSeconds, most) => {
      const contents = contentsOf(key, buckets.get(bucketText(key)), nowSeconds, capPerLeg);
      return { ...contents, hits: contents.hits.slice(0, most), findings: [] };
    },
    mark: async (key, findingIds, expiresAtSeconds) => {
      const { findings } = bucketAt(key);
      for (const id of findingIds) findings.set(id, Math.max(findings.get(id) ?? 0, expiresAtSeconds));
    },
    schedule: async timer => void timers.set(timerText(timer), timer),
    due: async (now, limit) =>
      [...timers.values()]
        .filter(timer => timer.dueAt <= now)
        .sort((a, b) => (a.dueAt === b.dueAt ? 0 : a.dueAt - b.dueAt))
        .slice(0, limit),
    done: async timer => void timers.delete(timerText(timer)),
  };
}

interface Bucket {
  /** One entry per event and leg: its greatest basis. */
  readonly hits: Map<string, { readonly hit: Hit; readonly expiresAt: number }>;
  readonly perLeg: Map<number, number>;
  readonly findings: Map<string, number>;
}

function addHit(bucket: Bucket, hit: Hit, expiresAt: number, capPerLeg: number): void {
  const id = `${hit.leg}/${hit.event}`;
  const known = bucket.hits.get(id);
  if (known === undefined) {
    const count = bucket.perLeg.get(hit.leg) ?? 0;
    if (count >= capPerLeg && fullLeg(hitsOfLeg(bucket, hit.leg), capPerLeg)?.takes(hit) === false) return;
    bucket.perLeg.set(hit.leg, count + 1);
  }
  bucket.hits.set(id, {
    hit: known === undefined ? hit : fullerHit(known.hit, hit),
    expiresAt: Math.max(known?.expiresAt ?? 0, expiresAt),
  });
}

function hitsOfLeg({ hits }: Bucket, leg: number): readonly Hit[] {
  return [...hits.values()].flatMap(({ hit }) => (hit.leg === leg ? [hit] : []));
}

function contentsOf(key: BucketKey, bucket: Bucket | undefined, nowSeconds: number, capPerLeg: number): BucketContents {
  if (bucket === undefined) return { bucket: key, hits: [], findings: [], capped: false };
  return {
    bucket: key,
    hits: [...bucket.hits.values()].filter(entry => entry.expiresAt >= nowSeconds).map(entry => entry.hit),
    findings: [...bucket.findings].filter(([, expiresAt]) => expiresAt >= nowSeconds).map(([id]) => id),
    capped: [...bucket.perLeg.values()].some(count => count >= capPerLeg),
  };
}

function bucketText({ rule, version, key, start }: BucketKey): string {
  return canonicalText([rule, version, key, start]);
}

function timerText({ rule, version, key, time, dueAt }: Timer): string {
  // JSON has no infinity, which is when files' windows close.
  return canonicalText([rule, version, key, String(time), String(dueAt)]);
}
