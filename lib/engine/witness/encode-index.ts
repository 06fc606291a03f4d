import type { FieldIndex, GramTable, WitnessIndex } from './witness-index.ts';

/**
 * The index as one text: base64 of a header in JSON, which says where each array lies, and of the arrays themselves, each
 * at a multiple of eight, little-endian as all machines are that Lambda has. Reading copies the bytes once and builds nothing.
 */
export function encodeIndex(index: WitnessIndex): string {
  const arrays: AnyArray[] = [];
  let offset = 0;
  const place = (array: AnyArray): Place => {
    const at: Place = [offset, array.length];
    arrays.push(array);
    offset += aligned(array.byteLength);
    return at;
  };
  const placeTable = (table: GramTable): Encoded<GramTable> => ({
    size: table.size,
    step: table.step,
    bits: place(table.bits),
    keys: place(table.keys),
    heads: place(table.heads),
    entryLiterals: place(table.entryLiterals),
    entryOffsets: place(table.entryOffsets),
    entryLast: place(table.entryLast),
  });
  const { literals } = index;
  const header = JSON.stringify({
    fields: index.fields.map(({ key, present, equal, grams, others, direct }) => ({
      key,
      present: place(present),
      equal: { slots: place(equal.slots), lengths: place(equal.lengths) },
      grams: grams.map(placeTable),
      others: others.map(placeTable),
      direct: place(direct),
    })),
    literals: { starts: place(literals.starts), units: place(literals.units), placements: place(literals.placements) },
    postingStarts: place(index.postingStarts),
    postings: place(index.postings),
    needs: place(index.needs),
    covered: place(index.covered),
    selectorFieldStarts: place(index.selectorFieldStarts),
    selectorFields: place(index.selectorFields),
  } satisfies Encoded<WitnessIndex>);
  const head = Buffer.from(header.padEnd(aligned(header.length)), 'latin1');
  const bytes = Buffer.alloc(8 + head.length + offset);
  bytes.writeUInt32LE(head.length, 0);
  head.copy(bytes, 8);
  let at = 8 + head.length;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  return bytes.toString('base64');
}

export function decodeIndex(text: string): WitnessIndex {
  // A copy of its own, since Buffer's pool gives no alignment.
  const bytes = new Uint8Array(Buffer.byteLength(text, 'base64'));
  Buffer.from(bytes.buffer).write(text, 'base64');
  const headLength = new DataView(bytes.buffer).getUint32(0, true);
  const header = Buffer.from(bytes.buffer, 8, headLength).toString('latin1');
  const encoded: Encoded<WitnessIndex> = JSON.parse(header); // as encodeIndex wrote it
  const base = 8 + headLength;
  const ints = ([offset, length]: Place): Int32Array => new Int32Array(bytes.buffer, base + offset, length);
  const words = ([offset, length]: Place): Uint32Array => new Uint32Array(bytes.buffer, base + offset, length);
  const shorts = ([offset, length]: Place): Uint16Array => new Uint16Array(bytes.buffer, base + offset, length);
  const octets = ([offset, length]: Place): Uint8Array => new Uint8Array(bytes.buffer, base + offset, length);
  const tableOf = (table: Encoded<GramTable>): GramTable => ({
    size: table.size,
    step: table.step,
    bits: words(table.bits),
    keys: ints(table.keys),
    heads: ints(table.heads),
    entryLiterals: ints(table.entryLiterals),
    entryOffsets: shorts(table.entryOffsets),
    entryLast: octets(table.entryLast),
  });
  const { literals } = encoded;
  return {
    fields: encoded.fields.map(
      ({ key, present, equal, grams, others, direct }): FieldIndex => ({
        key,
        present: ints(present),
        equal: { slots: ints(equal.slots), lengths: words(equal.lengths) },
        grams: grams.map(tableOf),
        others: others.map(tableOf),
        direct: ints(direct),
      }),
    ),
    literals: {
      starts: ints(literals.starts),
      units: shorts(literals.units),
      placements: octets(literals.placements),
    },
    postingStarts: ints(encoded.postingStarts),
    postings: ints(encoded.postings),
    needs: octets(encoded.needs),
    covered: ints(encoded.covered),
    selectorFieldStarts: ints(encoded.selectorFieldStarts),
    selectorFields: ints(encoded.selectorFields),
  };
}

type AnyArray = Int32Array | Uint32Array | Uint16Array | Uint8Array;
type Place = readonly [offset: number, length: number];
type Encoded<T> = T extends AnyArray ? Place : T extends object ? { readonly [Key in keyof T]: Encoded<T[Key]> } : T;

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}
