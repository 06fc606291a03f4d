import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
/** The end record is 22 bytes, and a comment of up to 65,535 may follow it. */
const endBytes = 22;
const mostComment = 0xffff;
/** A rule bundle is some megabytes; a zip that claims more is not ours. */
const mostBytes = 256 * 1024 * 1024;

/** One file of a zip archive, by its name; null where it has none. Reads what Lambda takes: no encryption, no zip64. */
export function zipEntry(zip: Buffer, name: string): Buffer | null {
  const end = endOf(zip);
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== entrySignature)
      throw new Error('the zip archive is broken: its directory is cut short');
    const nameLength = zip.readUInt16LE(at + 28);
    const found = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (found === name) return contentOf(zip, at);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return null;
}

function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - endBytes - mostComment);
  for (let at = zip.length - endBytes; at >= first; at--) if (zip.readUInt32LE(at) === endSignature) return at;
  throw new Error('this is no zip archive');
}

function contentOf(zip: Buffer, entry: number): Buffer {
  const method = zip.readUInt16LE(entry + 10);
  const packed = zip.readUInt32LE(entry + 20);
  const header = zip.readUInt32LE(entry + 42);
  // The names in front of the data have lengths of their own there.
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const bytes = zip.subarray(start, start + packed);
  if (method === 0) return bytes;
  if (method === 8) return inflateRawSync(bytes, { maxOutputLength: mostBytes });
  throw new Error(`the zip archive is packed by a method (${method}) that is not read here`);
}
