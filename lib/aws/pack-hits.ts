import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Hit, HitEvidence } from '../correlation/index.ts';
import type { JsonValue, Micros } from '../event/index.ts';

/** A kilobyte is one write unit; ids compress to about half, so a hit costs some twenty bytes. */
export function packHits(hits: readonly Hit[], start: Micros): Uint8Array {
  return deflateRawSync(JSON.stringify(hits.map(hit => packed(hit, start))));
}

export function unpackHits(bytes: Uint8Array, start: Micros): readonly Hit[] {
  // We wrote it; a bound all the same, since inflating has none of its own.
  const text = inflateRawSync(bytes, { maxOutputLength: maxInflatedBytes }).toString('utf8');
  const rows = JSON.parse(text) as readonly PackedHit[]; // what packHits wrote
  return rows.map(row => unpacked(row, start));
}

const maxInflatedBytes = 16 * 1024 * 1024;

/** Time since the bucket's start, and trailing parts left out where they say nothing. */
type PackedHit = readonly [
  time: Micros,
  event: string,
  leg: number,
  sequence?: number,
  values?: readonly JsonValue[],
  basis?: number,
  retracted?: 0 | 1,
  evidence?: HitEvidence,
];

function packed(hit: Hit, start: Micros): PackedHit {
  const head = [hit.time - start, hit.event, hit.leg] as const;
  const tail = [hit.sequence, hit.values, hit.basis, hit.retracted ? 1 : 0] as const;
  if (hit.evidence !== undefined) return [...head, ...tail, hit.evidence];
  if (hit.basis !== 0 || hit.retracted) return [...head, ...tail];
  if (hit.values.length > 0) return [...head, hit.sequence, hit.values];
  return hit.sequence === 0 ? head : [...head, hit.sequence];
}

function unpacked(row: PackedHit, start: Micros): Hit {
  const [time, event, leg, sequence = 0, values = [], basis = 0, retracted = 0, evidence] = row;
  const hit = { time: time + start, event, leg, sequence, values, basis, retracted: retracted === 1 };
  return evidence === undefined ? hit : { ...hit, evidence };
}
