import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Files that a figure may speak of, pinned: a figure over other bytes is another figure. */
const pinned = {
  'windows-otrf-20k.ndjson.gz': 'e9e60e857b4cc5b4f5a21886bb71b9136484ae7f901b04499092ff88837bcfd5',
  'windows-process-creation.ndjson.gz': '163437f6c807db98b2778d3097cc60342e19db55329960a55662e9ff72a2fceb',
  'cloudtrail-stratus.ndjson.gz': '77c927307512ebeb501bae59169d3906fd7be1667696e80dd415d8798f540ece',
  'sigmahq-rules.tar.gz': 'b2510c1d16404f5d4e042dee38047f40956e52bb4e2fc3089238c9bfdb710f1c',
  'elastic-rules.tar.gz': '269427154872a2b24f7f88354e660cfab9d60f9ef347ac21419fb534e918898c',
} as const;

export type CorpusFile = keyof typeof pinned;

export interface Corpus {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** Null where this machine does not have the folder. Throws where a file is not the one that is pinned. */
export function openCorpora(): ((file: CorpusFile) => Corpus) | null {
  const folder = process.env.WEIR_CORPORA ?? join(import.meta.dirname, '..', '..', 'shared', 'corpora');
  if (!existsSync(folder)) return null;
  return file => {
    const packed = readFileSync(join(folder, file));
    const sha256 = createHash('sha256').update(packed).digest('hex');
    if (sha256 !== pinned[file])
      throw new Error(`${file} has sha256 ${sha256}, the benchmark is pinned to ${pinned[file]}`);
    return { path: file, sha256, bytes: gunzipSync(packed) };
  };
}

/** Where each line of an NDJSON file lies. */
export interface Lines {
  readonly bytes: Buffer;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export function linesOf(bytes: Buffer): Lines {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(10, at);
    const end = found < 0 ? bytes.length : found;
    if (end > at) {
      starts.push(at);
      ends.push(end);
    }
    at = end + 1;
  }
  return { bytes, starts, ends };
}

/** The regular files of a tar archive: 512-byte headers with name, octal size and, for long names, a prefix. */
export function untar(bytes: Buffer): readonly { readonly path: string; readonly text: string }[] {
  const files: { path: string; text: string }[] = [];
  const text = (from: number, length: number): string =>
    bytes.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  let longName = '';
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8) || 0;
    const kind = text(at + 156, 1);
    const prefix = text(at + 345, 155);
    const name = longName || (prefix === '' ? text(at, 100) : `${prefix}/${text(at, 100)}`);
    longName = kind === 'L' ? text(at + 512, size) : '';
    if (kind === '0' || kind === '')
      files.push({ path: name, text: bytes.toString('utf8', at + 512, at + 512 + size) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
