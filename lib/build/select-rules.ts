import type { RulesConfig } from '../config/index.ts';
import { legs } from '../ir/index.ts';
import type { CompiledRule } from '../language/text/index.ts';
import { compareSeverity } from '../rule/index.ts';
import type { BuiltRule, Inclusion, LeftOut } from './built-rule.ts';

/** Which of the compiled rules run, as `rules` of weir.yml wants it. What an included rule is built on runs with it. */
export function selectRules(rules: readonly CompiledRule[], wanted: RulesConfig): readonly BuiltRule[] {
  const inclusions = rules.map((rule): Inclusion => {
    const reason = whyNot(rule, wanted);
    return reason === null ? { as: 'included', staged: wanted.staged.includes(rule.id) } : { as: 'left-out', reason };
  });
  const parts = partsOf(rules, inclusions);
  return rules.map((rule, index) => {
    const inclusion = inclusions[index] ?? { as: 'left-out', reason: 'error' };
    return { ...rule, inclusion: inclusion.as === 'left-out' && parts.has(rule) ? { as: 'part' } : inclusion };
  });
}

function whyNot({ id, status, rule }: CompiledRule, wanted: RulesConfig): LeftOut | null {
  if (rule === null || status === 'error') return 'error';
  if (wanted.disable.includes(id)) return 'disabled';
  if (status === 'not-evaluable') return 'not-evaluable';
  if (compareSeverity(rule.meta.severity, wanted.minLevel) < 0) return 'below-min-level';
  const { statuses } = wanted;
  return statuses.length > 0 && !statuses.includes(rule.meta.maturity) ? 'status-not-wanted' : null;
}

/** The rules that included ones feed on, through any number of steps. A rule is referred to by its id or its name. */
function partsOf(rules: readonly CompiledRule[], inclusions: readonly Inclusion[]): ReadonlySet<CompiledRule> {
  const called = (name: string) => rules.filter(({ id, rule }) => id === name || (rule?.meta.name ?? '') === name);
  const parts = new Set<CompiledRule>();
  const pending = rules.filter((_, index) => inclusions[index]?.as === 'included');
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.rule === null) continue;
    for (const { from } of legs(next.rule.detection)) {
      if (from.kind !== 'rule') continue;
      for (const part of called(from.rule)) {
        if (parts.has(part) || part.rule === null) continue;
        parts.add(part);
        pending.push(part);
      }
    }
  }
  return parts;
}
