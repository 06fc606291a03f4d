import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface ArchivedFile {
  readonly path: string;
  readonly text: string;
}

/** The plain files of a .tar.gz, read without any program but Node. */
export function readArchive(path: string): readonly ArchivedFile[] {
  const bytes = gunzipSync(readFileSync(path));
  const files: ArchivedFile[] = [];
  let longName = '';
  for (let at = 0; at + 512 <= bytes.length; ) {
    const header = bytes.subarray(at, at + 512);
    const field = (from: number, length: number) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12), 8) || 0;
    const content = bytes.toString('utf8', at + 512, at + 512 + size);
    const kind = field(156, 1);
    const prefix = field(345, 155);
    const name = longName === '' ? (prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`) : longName;
    // GNU tar puts a name of more than 100 characters before the file, as a file of its own.
    longName = kind === 'L' ? content.replace(/\0.*$/s, '') : '';
    if (name !== '' && (kind === '0' || kind === '')) files.push({ path: name, text: content });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
