import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RuleFile } from '../lib/language/text/index.ts';
import { corpora } from './corpora.ts';

/** The text files of a .tar.gz among the public test data; none where this machine has no test data. */
export function archiveFiles(name: string): readonly RuleFile[] {
  const folder = corpora();
  if (folder === null) return [];
  const bytes = gunzipSync(readFileSync(join(folder, name)));
  const files: RuleFile[] = [];
  let longPath = '';
  for (let at = 0; at + 512 <= bytes.length; ) {
    const header = bytes.subarray(at, at + 512);
    const path = [textAt(header, 345, 155), textAt(header, 0, 100)].filter(part => part !== '').join('/');
    if (path === '') break;
    const size = Number.parseInt(textAt(header, 124, 12), 8);
    const kind = textAt(header, 156, 1);
    const text = bytes.toString('utf8', at + 512, at + 512 + size);
    if (kind === '0' || kind === '') files.push({ path: longPath === '' ? path : longPath, text });
    // GNU's and POSIX's ways to say a path that is too long for the header.
    longPath = kind === 'L' ? text.replace(/\0+$/, '') : kind === 'x' ? (/ path=(.*)\n/.exec(text)?.[1] ?? '') : '';
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

function textAt(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end).trim();
}
