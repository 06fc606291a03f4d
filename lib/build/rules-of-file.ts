import type { Config } from '../config/index.ts';
import { legs } from '../ir/index.ts';
import type { CompiledRule, RuleFile } from '../language/text/index.ts';
import { type Build, buildBundle } from './build-bundle.ts';
import type { Locate } from './config-names.ts';

/**
 * The rules of one file alone, as they would be deployed with this configuration, beside the rules of other files that
 * they are built on. Those make no findings of their own; `rules` of the configuration (paths, minLevel, …) plays no part.
 */
export function buildRulesOfFile(
  path: string,
  all: readonly CompiledRule[],
  files: readonly RuleFile[],
  config: Config,
  locate: Locate,
): Build {
  const needed = filesNeeded(path, all);
  const own = new Set(all.filter(rule => rule.path === path).map(rule => rule.id));
  const others = all.filter(rule => needed.has(rule.path) && !own.has(rule.id)).map(rule => rule.id);
  const rules: Config['rules'] = {
    paths: [],
    minLevel: 'informational',
    statuses: [],
    disable: others,
    staged: [],
    skipInvalid: [],
    baselinesSince: config.rules.baselinesSince,
    baselineLearnDays: config.rules.baselineLearnDays,
    baselineFreezeDays: config.rules.baselineFreezeDays,
  };
  return buildBundle({ files: files.filter(file => needed.has(file.path)), config: { ...config, rules }, locate });
}

function filesNeeded(path: string, all: readonly CompiledRule[]): ReadonlySet<string> {
  const needed = new Set([path]);
  const pending = all.filter(rule => rule.path === path);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.rule === null) continue;
    for (const { from } of legs(next.rule.detection)) {
      if (from.kind !== 'rule') continue;
      for (const part of all) {
        const isCalled = part.id === from.rule || part.rule?.meta.name === from.rule;
        if (!isCalled || needed.has(part.path)) continue;
        needed.add(part.path);
        pending.push(...all.filter(rule => rule.path === part.path));
      }
    }
  }
  return needed;
}
