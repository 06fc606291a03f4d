import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { HitItem } from './hit-items.ts';

/** Ids of some dozen bytes, deflated: far below what an item may hold. */
const mostInItem = 4_000;

/** What findings a batch made of a bucket, together: a thousand marks one by one would be a thousand write units. */
export function markItems(findingIds: readonly string[]): readonly HitItem[] {
  const items: HitItem[] = [];
  for (let from = 0; from < findingIds.length; from += mostInItem) {
    const bytes = deflateRawSync(JSON.stringify(findingIds.slice(from, from + mostInItem)));
    items.push({ hash: createHash('sha256').update(bytes).digest('base64url').slice(0, 22), bytes });
  }
  return items;
}

export function unpackMarks(bytes: Uint8Array): readonly string[] {
  const text = inflateRawSync(bytes, { maxOutputLength: 4 * 1024 * 1024 }).toString('utf8');
  return JSON.parse(text) as readonly string[]; // what markItems wrote
}
