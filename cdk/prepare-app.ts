import { join } from 'node:path';
import { bundleFunction, type FunctionName, functionNames } from '../functions/bundle/index.ts';
import { buildFromConfig, loadConfig } from '../lib/build/index.ts';
import type { DeployConfig } from '../lib/config/index.ts';
import { complaintsAbout } from './complaints.ts';

export interface PreparedApp {
  readonly deploy: DeployConfig;
  readonly code: Readonly<Record<FunctionName, string>>;
}

const home = join(import.meta.dirname, '..');

/**
 * Reads weir.yml (the file named, else that of this folder), builds its rules and bundles the functions. Null where
 * something must not be deployed; what it is was printed.
 */
export function prepareApp(configPath: string, print: (line: string) => void): PreparedApp | null {
  const loaded = loadConfig(configPath, process.cwd());
  const build = buildFromConfig(loaded, loaded.path === '' ? home : loaded.folder);
  const { lines, stop } = complaintsAbout(loaded, build);
  for (const line of lines) print(line);
  if (stop) return null;
  const rules = { 'rules.json': JSON.stringify(build.bundle) };
  const out = join(home, 'dist/functions');
  const folder = (name: FunctionName) => bundleFunction(name, out, name === 'publish' ? {} : rules).folder;
  const code = Object.fromEntries(functionNames.map(name => [name, folder(name)]));
  // One entry was made for each name.
  return { deploy: loaded.config.deploy, code: code as Record<FunctionName, string> };
}
