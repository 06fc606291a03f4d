import { inflateRawSync } from 'node:zlib';
import type { Hit, HitEvidence } from '../correlation/index.ts';
import type { JsonValue, Micros } from '../event/index.ts';

/** One hit as rows held it: trailing parts were left out where they said nothing. */
type Row = readonly [
  time: Micros,
  event: string,
  leg: number,
  sequence?: number,
  values?: readonly JsonValue[],
  basis?: number,
  retracted?: 0 | 1,
  evidence?: HitEvidence,
];

/**
 * Is this deflated from its first byte on, as hits were before they had a format? Deflate's first three bits say how its
 * first block is packed, and a block that is not packed (1 in these bits, as in the number of each format since) is never
 * written for JSON.
 */
export function isRows(bytes: Uint8Array): boolean {
  const first = (bytes[0] ?? 0) & 0b111;
  return [0b010, 0b011, 0b100, 0b101].includes(first);
}

/** Hits that an earlier version wrote. State lives for days, so it is there after an upgrade. */
export function unpackRows(bytes: Uint8Array, start: Micros): readonly Hit[] {
  const text = inflateRawSync(bytes, { maxOutputLength: maxInflatedBytes }).toString('utf8');
  const rows = JSON.parse(text) as readonly Row[]; // what that version wrote
  return rows.map(([time, event, leg, sequence = 0, values = [], basis = 0, retracted = 0, evidence]) => {
    const hit: Hit = { time: time + start, event, leg, sequence, values, basis, retracted: retracted === 1 };
    return evidence === undefined ? hit : { ...hit, evidence };
  });
}

const maxInflatedBytes = 16 * 1024 * 1024;
