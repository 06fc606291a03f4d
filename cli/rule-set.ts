import { join } from 'node:path';
import {
  type BuildFromConfig,
  buildFromConfig,
  type LoadedConfig,
  loadConfig,
  type OnStep,
} from '../lib/build/index.ts';
import { renderDiagnostic } from '../lib/language/text/index.ts';
import type { Style } from './style.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The folder of weir itself. */
export const home = join(import.meta.dirname, '..');

export interface RuleSet {
  readonly loaded: LoadedConfig;
  /** The folder that the paths of `build` start from. */
  readonly root: string;
  readonly build: BuildFromConfig;
}

export interface RuleSetChoices {
  /** Adds weir's own rules, as a deploy does; but not to paths that a person names. */
  readonly asDeployed?: boolean;
  readonly onStep?: OnStep;
}

/**
 * The configuration and the rules that a command works on: the paths a person names (from the current folder), else
 * `rules.paths` of weir.yml (from its folder), else the rules that ship.
 */
export function readRuleSet(
  configPath: string,
  rulePaths: readonly string[],
  terminal: Terminal,
  choices: RuleSetChoices = {},
): RuleSet {
  const loaded = readConfiguration(configPath, terminal);
  const root = rulePaths.length > 0 ? process.cwd() : loaded.path === '' ? home : loaded.folder;
  const { asDeployed = false, onStep } = choices;
  const build = buildFromConfig(loaded, root, {
    ...(rulePaths.length > 0 ? { paths: rulePaths } : asDeployed ? { ownRulesOf: home } : {}),
    ...(onStep === undefined ? {} : { onStep }),
  });
  const [missing] = build.missing;
  if (missing !== undefined) throw new UsageError(`no rules at ${missing.path}: ${missing.reason}`);
  if (build.rules.length === 0) {
    const where = rulePaths.length > 0 ? rulePaths.join(', ') : loaded.config.rules.paths.join(', ');
    throw new UsageError(
      `no rules found in ${where}`,
      'name files or folders of Sigma, Elastic, Datadog or Sentinel rules',
    );
  }
  return { loaded, root, build };
}

/** A weir.yml with mistakes is a wrong use: no command goes on with half of what a person asked for. */
export function readConfiguration(path: string, terminal: Terminal): LoadedConfig {
  const loaded = load(path);
  const errors = loaded.diagnostics.filter(diagnostic => diagnostic.level === 'error');
  for (const diagnostic of loaded.diagnostics) terminal.say(renderDiagnostic(diagnostic, loaded.text));
  if (errors.length > 0) throw new UsageError(`${loaded.path} has mistakes; they are listed above`);
  return loaded;
}

function load(path: string): LoadedConfig {
  try {
    return loadConfig(path, process.cwd());
  } catch (error) {
    throw new UsageError(`--config ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Says which rules were left out because they are wrong, and what is wrong with weir.yml beside them. */
export function sayFailures({ build }: RuleSet, terminal: Terminal, paint: Style): void {
  for (const rule of build.failures) {
    for (const diagnostic of rule.diagnostics) {
      if (diagnostic.level === 'error') terminal.say(renderDiagnostic(diagnostic, build.texts.get(rule.path) ?? ''));
    }
  }
  for (const diagnostic of build.diagnostics) terminal.say(paint.yellow(renderDiagnostic(diagnostic, '')));
}
