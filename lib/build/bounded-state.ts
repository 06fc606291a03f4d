import { unboundedState } from '../correlation/index.ts';
import { legs, type Rule } from '../ir/index.ts';
import { type CompiledRule, error } from '../language/text/index.ts';

/** Refuses the rules whose state would have no bound, and chains that lead back to themselves. */
export function refuseUnbounded(rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const byName = new Map<string, Rule>();
  for (const { rule } of rules) {
    if (rule === null) continue;
    byName.set(rule.meta.id, rule);
    if (rule.meta.name !== '') byName.set(rule.meta.name, rule);
  }
  return rules.map(compiled => {
    if (compiled.rule === null) return compiled;
    const reasons = [...unboundedState(compiled.rule), ...(feedsItself(compiled.rule, byName) ? [circle] : [])];
    if (reasons.length === 0) return compiled;
    const { span } = compiled.rule.meta;
    const complaints = reasons.map(reason =>
      error(
        'unbounded-state',
        `this rule cannot be kept in state: ${reason}`,
        span,
        'narrow its window or lower its threshold',
      ),
    );
    return { ...compiled, rule: null, status: 'error', diagnostics: [...compiled.diagnostics, ...complaints] };
  });
}

const circle = 'it feeds on findings that rest on its own';

function feedsItself(rule: Rule, byName: ReadonlyMap<string, Rule>): boolean {
  const seen = new Set<Rule>();
  const waiting = [rule];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { from } of legs(next.detection)) {
      const inner = from.kind === 'rule' ? byName.get(from.rule) : undefined;
      if (inner === rule) return true;
      if (inner === undefined || seen.has(inner)) continue;
      seen.add(inner);
      waiting.push(inner);
    }
  }
  return false;
}
