import { languageOf } from '../language/index.ts';
import type { RuleFile } from '../language/text/index.ts';
import { type Build, buildBundle } from './build-bundle.ts';
import { collectRuleFiles } from './collect-rule-files.ts';
import type { LoadedConfig } from './load-config.ts';

export interface BuildFromConfig extends Build {
  /** Rule paths that are not there. */
  readonly missing: readonly { readonly path: string; readonly reason: string }[];
  /** Files below the named folders that are in no rule language. */
  readonly steppedOver: readonly string[];
  readonly files: readonly RuleFile[];
  /** Rule texts by path, for messages that show the line. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * What a configuration deploys: its rule paths read from disk, and built. `paths` stand in for those of the
 * configuration where a person names others; relative ones start from `root`.
 */
export function buildFromConfig(
  { config, locate, changedAt }: LoadedConfig,
  root: string,
  paths: readonly string[] = config.rules.paths,
): BuildFromConfig {
  const { files, missing } = collectRuleFiles(paths, root);
  // A file that a person names must be a rule; what merely lies among rules need not be.
  const isRule = new Map(files.map(file => [file, file.isNamed || languageOf(file) !== null]));
  const rules = files.filter(file => isRule.get(file));
  return {
    ...buildBundle({ files: rules, config, locate, valuesReadAt: changedAt }),
    missing,
    steppedOver: files.filter(file => !isRule.get(file)).map(file => file.path),
    files: rules,
    texts: new Map(rules.map(file => [file.path, file.text])),
  };
}
