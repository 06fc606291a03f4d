import { createHash } from 'node:crypto';
import { compareHits, type Hit } from '../correlation/index.ts';
import type { Micros } from '../event/index.ts';
import { packHits } from './pack-hits.ts';

export interface HitItem {
  /** Same hits, same hash: a redelivered batch writes the same item again. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** A batch's hits for one bucket, as few items as their greatest size allows. */
export function itemsOf(hits: readonly Hit[], start: Micros): readonly HitItem[] {
  return hits.length === 0 ? [] : split([...hits].sort(compareHits), start);
}

/** DynamoDB takes items of 400 KB, keys included. */
const mostBytes = 380 * 1024;

function split(hits: readonly Hit[], start: Micros): readonly HitItem[] {
  const bytes = packHits(hits, start);
  if (bytes.length > mostBytes && hits.length > 1) {
    const half = Math.ceil(hits.length / 2);
    return [...split(hits.slice(0, half), start), ...split(hits.slice(half), start)];
  }
  return [{ hash: createHash('sha256').update(bytes).digest('base64url').slice(0, 22), bytes }];
}
