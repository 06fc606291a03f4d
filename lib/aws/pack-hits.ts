import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Hit } from '../correlation/index.ts';
import type { JsonValue, Micros } from '../event/index.ts';
import { type PackedEvidence, packEvidence, unpackEvidence } from './pack-evidence.ts';
import { packIds, unpackIds } from './pack-ids.ts';
import { isRows, unpackRows } from './unpack-rows.ts';
import { columnOf, tableOf, type ValueTable } from './value-table.ts';

/**
 * Hits as bytes: a kilobyte is one write unit. By columns, since what the hits of one key have in common is most of what
 * there is to say of them: among a thousand a hit costs some thirty bytes, half of it for its event's id.
 *
 * One byte for the format, four for the length of the ids' bits, those bits, then the rest, deflated.
 */
export function packHits(hits: readonly Hit[], start: Micros): Uint8Array {
  const { around, bits } = packIds(hits.map(hit => hit.event));
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(format, 0);
  head.writeUInt32BE(bits.length, 1);
  const columns: Columns = [
    hits.length,
    differences(hits.map(hit => hit.time - start)),
    around,
    tableOf(hits.map(hit => hit.leg)),
    tableOf(hits.map(hit => hit.sequence)),
    tableOf(hits.map(hit => [...hit.values])),
    tableOf(hits.map(hit => hit.basis)),
    tableOf(hits.map(hit => hit.retracted)),
    packEvidence(hits.map(hit => hit.evidence)),
  ];
  return Buffer.concat([head, bits, deflateRawSync(JSON.stringify(columns))]);
}

export function unpackHits(bytes: Uint8Array, start: Micros): readonly Hit[] {
  if (isRows(bytes)) return unpackRows(bytes, start);
  const all = Buffer.from(bytes);
  if (all.readUInt8(0) !== format)
    throw new Error(`hits in a format (${all[0]}) that this version of weir cannot read`);
  const bits = all.subarray(headBytes, headBytes + all.readUInt32BE(1));
  // We wrote it; a bound all the same, since inflating has none of its own.
  const text = inflateRawSync(all.subarray(headBytes + bits.length), { maxOutputLength: maxInflatedBytes });
  const columns = JSON.parse(text.toString('utf8')) as Columns; // what packHits wrote
  const [count, steps, around, packedLegs, packedSequences, packedValues, packedBases, packedRetracted, shown] =
    columns;
  const numbers = (table: ValueTable) => columnOf(table, count) as readonly number[]; // what packHits wrote, as below
  const times = sums(steps);
  const events = unpackIds({ around, bits }, count);
  const legs = numbers(packedLegs);
  const sequences = numbers(packedSequences);
  const values = columnOf(packedValues, count) as readonly (readonly JsonValue[])[];
  const bases = numbers(packedBases);
  const retracted = columnOf(packedRetracted, count);
  const evidence = unpackEvidence(shown, count);
  return events.map((event, row) => {
    const hit: Hit = {
      time: (times[row] ?? 0) + start,
      sequence: sequences[row] ?? 0,
      event,
      leg: legs[row] ?? 0,
      values: values[row] ?? [],
      basis: bases[row] ?? 0,
      retracted: retracted[row] === true,
    };
    const found = evidence[row];
    return found === undefined ? hit : { ...hit, evidence: found };
  });
}

/** Without names, which would cost more than one hit. */
type Columns = readonly [
  count: number,
  /** Each time from the one before. */
  steps: readonly Micros[],
  around: ValueTable,
  legs: ValueTable,
  sequences: ValueTable,
  values: ValueTable,
  bases: ValueTable,
  retracted: ValueTable,
  evidence: PackedEvidence | null,
];

/** A later one is 9, 17, …: what is 1 in its last three bits is no deflated row of an earlier version (unpack-rows.ts). */
const format = 1;
const headBytes = 5;
const maxInflatedBytes = 16 * 1024 * 1024;

function differences(times: readonly Micros[]): readonly Micros[] {
  return times.map((time, position) => time - (times[position - 1] ?? 0));
}

function sums(steps: readonly Micros[]): readonly Micros[] {
  let at = 0;
  return steps.map(step => {
    at += step;
    return at;
  });
}
