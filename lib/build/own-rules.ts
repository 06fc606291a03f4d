import type { RuleToBundle } from '../engine/index.ts';
import { compileRules } from '../language/index.ts';
import { collectRuleFiles } from './collect-rule-files.ts';

/** What `npm run canary` is found by. */
export const canaryRuleId = 'weir.canary';

/** The rules by which weir is tried out, but those with one of these ids. `home` is weir's own folder. */
export function ownRules(home: string, without: ReadonlySet<string>): readonly RuleToBundle[] {
  const { files } = collectRuleFiles(['rules/operation'], home);
  return compileRules(files, { values: {}, exceptions: {} }).flatMap(({ rule, status }) =>
    rule === null || status !== 'ok' || without.has(rule.meta.id) ? [] : [{ rule, staged: false }],
  );
}
