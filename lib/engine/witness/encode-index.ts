import type { WitnessIndex } from './witness-index.ts';

/**
 * The index as bytes: a header in JSON, in which a place stands for each array, and the arrays themselves, each at a
 * multiple of eight, little-endian as all machines are that Lambda has. Reading builds nothing and copies nothing.
 */
export function encodeIndex(index: WitnessIndex): Uint8Array<ArrayBuffer> {
  const arrays: AnyArray[] = [];
  let offset = 0;
  const place = (array: AnyArray): Place => {
    const at: Place = { array: kindOf(array), at: offset, length: array.length };
    arrays.push(array);
    offset += aligned(array.byteLength);
    return at;
  };
  const header = Buffer.from(
    JSON.stringify(index, (_, value: unknown) => (ArrayBuffer.isView(value) ? place(value as AnyArray) : value)),
  );
  const base = aligned(8 + header.length);
  const bytes = new Uint8Array(base + offset);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 8);
  let at = base;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  return bytes;
}

/** Over the very bytes, which must begin at a multiple of eight of their buffer. */
export function decodeIndex(bytes: Uint8Array<ArrayBuffer>): WitnessIndex {
  const { buffer, byteOffset } = bytes;
  const headerLength = new DataView(buffer, byteOffset).getUint32(0, true);
  const header: unknown = JSON.parse(Buffer.from(buffer, byteOffset + 8, headerLength).toString());
  const base = byteOffset + aligned(8 + headerLength);
  const restored = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(restored);
    if (isPlace(value)) return new kinds[value.array](buffer, base + value.at, value.length);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, restored(inner)]));
  };
  return restored(header) as WitnessIndex; // as encodeIndex wrote it
}

const kinds = { Int32Array, Uint32Array, Uint8Array } as const;
type Kind = keyof typeof kinds;
type AnyArray = Int32Array | Uint32Array | Uint8Array;

interface Place {
  readonly array: Kind;
  readonly at: number;
  readonly length: number;
}

function isPlace(value: object): value is Place {
  return 'array' in value;
}

function kindOf(array: AnyArray): Kind {
  return array instanceof Int32Array ? 'Int32Array' : array instanceof Uint32Array ? 'Uint32Array' : 'Uint8Array';
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}
