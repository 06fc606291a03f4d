import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Config, defaultConfig, readConfig } from '../config/index.ts';
import type { Diagnostic } from '../rule/index.ts';
import type { Locate } from './config-names.ts';

export interface LoadedConfig {
  readonly config: Config;
  /** The folder that its relative paths start from. */
  readonly folder: string;
  /** The file as named; '' where there was none and defaults stand for it. */
  readonly path: string;
  readonly text: string;
  /** When the file was last changed, ISO 8601: how old the lists in it are. '' where there is none. */
  readonly changedAt: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly locate: Locate;
}

/**
 * Reads weir.yml: the file named, else `weir.yml` of the folder, else the defaults. Throws where the file that was named
 * cannot be read; what is wrong inside it is in the diagnostics.
 */
export function loadConfig(named: string, folder: string): LoadedConfig {
  const path = named === '' ? 'weir.yml' : named;
  const absolute = resolve(folder, path);
  if (named === '' && !existsSync(absolute)) return withoutFile(folder);
  const text = readFileSync(absolute, 'utf8');
  const { config, diagnostics, locate } = readConfig({ path, text });
  const changedAt = statSync(absolute).mtime.toISOString();
  return { config, folder: dirname(absolute), path, text, changedAt, diagnostics, locate };
}

function withoutFile(folder: string): LoadedConfig {
  const span = { path: 'weir.yml', line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { config: defaultConfig, folder, path: '', text: '', changedAt: '', diagnostics: [], locate: () => span };
}
