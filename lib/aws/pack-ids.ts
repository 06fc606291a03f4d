import type { JsonValue } from '../event/index.ts';
import { columnOf, tableOf, type ValueTable } from './value-table.ts';

/**
 * Ids are what does not compress: most hold 128 random bits in hexadecimal, as a UUID or a hash. Those bits go in as
 * 16 bytes, and what stands around them, which repeats, into a table.
 */
export interface PackedIds {
  readonly around: ValueTable;
  readonly bits: Uint8Array;
}

type Around = readonly ['uuid' | 'hash', before: string, after: string];

const bitsIn = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}/;
const bytesPerId = 16;

export function packIds(ids: readonly string[]): PackedIds {
  const bits: Buffer[] = [];
  const around = ids.map((id): JsonValue => {
    const found = bitsIn.exec(id);
    if (found === null) return id;
    const [text] = found;
    bits.push(Buffer.from(text.replaceAll('-', ''), 'hex'));
    return [text.includes('-') ? 'uuid' : 'hash', id.slice(0, found.index), id.slice(found.index + text.length)];
  });
  return { around: tableOf(around), bits: Buffer.concat(bits) };
}

/** The number of bytes of the bits follows from the table. */
export function unpackIds({ around, bits }: PackedIds, length: number): readonly string[] {
  let taken = 0;
  return columnOf(around, length).map(each => {
    if (typeof each === 'string') return each;
    const [form, before, after] = each as unknown as Around; // what packIds wrote
    const hex = Buffer.from(bits.subarray(taken, taken + bytesPerId)).toString('hex');
    taken += bytesPerId;
    return `${before}${form === 'uuid' ? withDashes(hex) : hex}${after}`;
  });
}

function withDashes(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
