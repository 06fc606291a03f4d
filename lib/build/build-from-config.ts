import { languageOf } from '../language/index.ts';
import type { RuleFile } from '../language/text/index.ts';
import { type Build, buildBundle } from './build-bundle.ts';
import type { OnStep } from './build-step.ts';
import { collectRuleFiles } from './collect-rule-files.ts';
import type { LoadedConfig } from './load-config.ts';
import { ownRules } from './own-rules.ts';

export interface BuildFromConfig extends Build {
  /** Rule paths that are not there. */
  readonly missing: readonly { readonly path: string; readonly reason: string }[];
  /** Files below the named folders that are in no rule language. */
  readonly steppedOver: readonly string[];
  readonly files: readonly RuleFile[];
  /** Rule texts by path, for messages that show the line. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface BuildChoices {
  /** Instead of those of the configuration, where a person names others. */
  readonly paths?: readonly string[];
  /**
   * weir's own folder, to add the rules by which weir is tried out, which are deployed whatever `rules` of weir.yml
   * selects; only `rules.disable` keeps them away. Left out: not added.
   */
  readonly ownRulesOf?: string;
  readonly onStep?: OnStep;
}

/** What a configuration deploys: its rule paths read from disk, from `root` where they are relative, and built. */
export function buildFromConfig(
  { config, locate, changedAt }: LoadedConfig,
  root: string,
  { paths = config.rules.paths, ownRulesOf, onStep = () => {} }: BuildChoices = {},
): BuildFromConfig {
  onStep({ step: 'read' });
  const { files, missing } = collectRuleFiles(paths, root);
  // A file that a person names must be a rule; what merely lies among rules need not be.
  const isRule = new Map(files.map(file => [file, file.isNamed || languageOf(file) !== null]));
  const rules = files.filter(file => isRule.get(file));
  return {
    ...buildBundle({
      files: rules,
      config,
      locate,
      valuesReadAt: changedAt,
      others: without => (ownRulesOf === undefined ? [] : ownRules(ownRulesOf, without)),
      onStep,
    }),
    missing,
    steppedOver: files.filter(file => !isRule.get(file)).map(file => file.path),
    files: rules,
    texts: new Map(rules.map(file => [file.path, file.text])),
  };
}
