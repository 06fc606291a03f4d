import { join } from 'node:path';
import { bundleFunctions, type FunctionName } from '../functions/bundle/index.ts';
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
  const { folders } = bundleFunctions(join(home, 'dist/functions'), JSON.stringify(build.bundle));
  return { deploy: loaded.config.deploy, code: folders };
}
