import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from './rule-set.ts';

/** As package.json says. */
export const version: string = readVersion();

function readVersion(): string {
  const read: unknown = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown';
}
