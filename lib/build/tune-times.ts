import type { RuleTuning } from '../config/index.ts';
import type { Predicate, Rule } from '../ir/index.ts';
import { narrowRule } from '../language/index.ts';
import { type CompiledRule, error } from '../language/text/index.ts';

/** The rule with its events held to the calendar windows of weir.yml: `onlyDuring` any of them, `notDuring` none. */
export function tuneTimes(
  compiled: CompiledRule,
  { onlyDuring, notDuring }: Pick<RuleTuning, 'onlyDuring' | 'notDuring'>,
): CompiledRule {
  const { rule } = compiled;
  if (rule === null || (onlyDuring.length === 0 && notDuring.length === 0)) return compiled;
  const kept: readonly Predicate[] = [
    ...(onlyDuring.length === 0 ? [] : [{ op: 'any', of: onlyDuring.map(inWindow) } as const]),
    ...notDuring.map(window => ({ op: 'not', of: inWindow(window) }) as const),
  ];
  const narrowed = narrowRule(rule, () => ({ op: 'all', of: kept }));
  return narrowed === null ? refused(compiled, rule) : { ...compiled, rule: narrowed };
}

function inWindow(window: string): Predicate {
  return { op: 'in-window', window, time: { op: 'event', what: 'time' } };
}

function refused(compiled: CompiledRule, { meta }: Rule): CompiledRule {
  const complaint = error(
    'tune-times',
    `tune.${compiled.id}: this rule looks at no events of its own, so no window can hold for them`,
    meta.span,
    'give the windows to the rules that this one refers to',
  );
  return { ...compiled, rule: null, status: 'error', diagnostics: [...compiled.diagnostics, complaint] };
}
