import { type FieldGap, unsuppliedFields } from '../engine/index.ts';
import type { EventKind } from '../event/index.ts';
import { type CompiledRule, warning } from '../language/text/index.ts';

/** Marks the rules that could never fire on events of these kinds, and says which fields never come. */
export function markNotEvaluable(rules: readonly CompiledRule[], kinds: readonly EventKind[]): readonly CompiledRule[] {
  const byId = new Map(rules.map(rule => [rule.id, rule]));
  // A chain may be long and may, by mistake, lead back to itself: each rule is asked once, and is taken for evaluable
  // while its own answer is being found.
  const answers = new Map<string, boolean>();
  const isEvaluable = (id: string): boolean => {
    const known = answers.get(id);
    if (known !== undefined) return known;
    answers.set(id, true);
    const rule = byId.get(id);
    const answer = rule === undefined || rule.rule === null || rule.status !== 'ok' || gapOf(rule.rule).isEvaluable;
    answers.set(id, answer);
    return answer;
  };
  const gapOf = (rule: NonNullable<CompiledRule['rule']>): FieldGap => unsuppliedFields(rule, kinds, isEvaluable);

  return rules.map(compiled => {
    if (compiled.rule === null || compiled.status !== 'ok') return compiled;
    const gap = gapOf(compiled.rule);
    if (gap.isEvaluable) return compiled;
    const { span } = compiled.rule.meta;
    const complaint = warning('not-evaluable', `this rule can never fire: ${why(gap)}`, span, whatToDo(gap));
    return { ...compiled, status: 'not-evaluable', diagnostics: [...compiled.diagnostics, complaint] };
  });
}

function why({ missing }: FieldGap): string {
  if (missing.length === 0) return 'no log source that weir reads fits its log source';
  const shown = missing.slice(0, 5).join(', ');
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
  return `no log source supplies ${shown}${more}`;
}

function whatToDo({ missing }: FieldGap): string {
  return missing.length === 0
    ? 'see docs/sources.md for what weir reads'
    : 'see docs/sources.md for the fields of each source';
}
