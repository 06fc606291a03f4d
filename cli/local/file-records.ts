import { createReadStream } from 'node:fs';
import type { PutRecord } from './firehose.ts';

/** What a shipper puts into one record: Direct PUT takes a mebibyte and bills by 5 KB. */
const recordBytes = 256 * 1024;
const lineFeed = 0x0a;

/** A person's own file as the records that a shipper would make of it: whole lines, or gzip as it is. */
export async function fileRecords(
  path: string,
  nowMillis: number,
): Promise<{ readonly carries: 'compressed' | 'plain'; readonly records: readonly PutRecord[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path)) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return { carries: 'compressed', records: [{ data: bytes, arrivedAtMillis: nowMillis }] };
  return { carries: 'plain', records: lineRecords(bytes, nowMillis) };
}

/** Whole lines, as many as a record takes. */
export function lineRecords(bytes: Buffer, nowMillis: number): readonly PutRecord[] {
  const records: PutRecord[] = [];
  for (let from = 0; from < bytes.length; ) {
    const reach = Math.min(bytes.length, from + recordBytes);
    const lastLine = reach === bytes.length ? reach : bytes.lastIndexOf(lineFeed, reach - 1) + 1;
    // A line longer than a record is cut nowhere: it goes in whole.
    const end = lastLine > from ? lastLine : nextLine(bytes, reach);
    records.push({ data: bytes.subarray(from, end), arrivedAtMillis: nowMillis });
    from = end;
  }
  return records;
}

function nextLine(bytes: Buffer, from: number): number {
  const feed = bytes.indexOf(lineFeed, from);
  return feed === -1 ? bytes.length : feed + 1;
}
