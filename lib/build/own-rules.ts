import type { Config } from '../config/index.ts';
import { bundleRules, type RuleBundle } from '../engine/index.ts';
import { compileRules } from '../language/index.ts';
import { collectRuleFiles } from './collect-rule-files.ts';

/** What `npm run canary` is found by. */
export const canaryRuleId = 'weir.canary';

/**
 * Adds the rules by which weir is tried out, which run whatever `rules` of weir.yml selects. Only `rules.disable` keeps
 * them away. `home` is weir's own folder.
 */
export function withOwnRules(bundle: RuleBundle, config: Config, home: string): RuleBundle {
  const present = new Set([...bundle.rules.map(({ rule }) => rule.meta.id), ...config.rules.disable]);
  const { files } = collectRuleFiles(['rules/operation'], home);
  const own = compileRules(files, { values: {}, exceptions: {} }).flatMap(({ rule, status }) =>
    rule === null || status !== 'ok' ? [] : [rule],
  );
  const missing = own.filter(rule => !present.has(rule.meta.id)).map(rule => ({ rule, staged: false }));
  return missing.length === 0 ? bundle : bundleRules([...bundle.rules, ...missing], bundle.settings);
}
