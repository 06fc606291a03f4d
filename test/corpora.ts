import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of public test data, or null where this machine has none; tests that need it then skip. */
export function corpora(): string | null {
  const beside = join(import.meta.dirname, '..', '..', 'shared', 'corpora');
  const folder = process.env.WEIR_CORPORA ?? beside;
  return existsSync(folder) ? folder : null;
}
