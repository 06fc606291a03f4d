import { join } from 'node:path';
import { bundleFunctions, type FunctionName } from '../functions/bundle/index.ts';
import { buildFromConfig, type LoadedConfig, loadConfig } from '../lib/build/index.ts';
import type { DeployConfig } from '../lib/config/index.ts';
import { complaintsAbout, mistakesIn } from './complaints.ts';

export interface PreparedApp {
  readonly deploy: DeployConfig;
  readonly code: Readonly<Record<FunctionName, string>>;
  /** The rule bundle's id. */
  readonly rulesId: string;
}

type Print = (line: string) => void;

const home = join(import.meta.dirname, '..');

/**
 * Reads weir.yml (the file named, else that of this folder), builds its rules and bundles the functions. Null where
 * something must not be deployed; what it is was printed.
 */
export function prepareApp(configPath: string, print: Print): PreparedApp | null {
  const loaded = load(configPath, print);
  if (loaded === null) return null;
  const build = buildFromConfig(loaded, loaded.path === '' ? home : loaded.folder, { ownRulesOf: home });
  const { lines, stop } = complaintsAbout(loaded, build);
  for (const line of lines) print(line);
  if (stop) return null;
  const { folders } = bundleFunctions(join(home, 'dist/functions'), build.bundle);
  return { deploy: loaded.config.deploy, code: folders, rulesId: build.bundle.id };
}

/** What a member account deploys, which has no rules. */
export function readDeployConfig(configPath: string, print: Print): DeployConfig | null {
  const loaded = load(configPath, print);
  if (loaded === null) return null;
  const { lines, stop } = mistakesIn(loaded);
  for (const line of lines) print(line);
  const { logGroups, logGroupPrefixes } = loaded.config.deploy;
  const isEmpty = logGroups.length === 0 && logGroupPrefixes.length === 0;
  if (isEmpty) print('nothing is subscribed: give deploy.logGroups or deploy.logGroupPrefixes in weir.yml.');
  return stop || isEmpty ? null : loaded.config.deploy;
}

function load(configPath: string, print: Print): LoadedConfig | null {
  try {
    return loadConfig(configPath, process.cwd());
  } catch (error) {
    print(`${configPath} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
