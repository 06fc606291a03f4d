import type { ExpectTuning } from '../config/index.ts';
import type { EventSelector, Input, KeyPart, Rule } from '../ir/index.ts';
import { type CompiledRule, error } from '../language/text/index.ts';
import { fieldPart } from './field-part.ts';

/**
 * A rule turned round (`tune.RULE.expect`): what it matches is expected after each start of a calendar window, and the
 * finding is that it did not come. Any rule of single events can be expected, in whatever language it is written.
 */
export function expectEvent(compiled: CompiledRule, expect: ExpectTuning | null, windowMinutes: number): CompiledRule {
  const { rule } = compiled;
  if (rule === null || expect === null) return compiled;
  const selector = soleSelector(rule);
  if (selector === null)
    return refused(compiled, rule, 'only what single events of one log source match can be expected');
  if (expect.of.length > 0 && expect.by.length !== 1)
    return refused(compiled, rule, 'only with one field under `by` can its values be named under `of`');
  const key = expect.by.map((field): KeyPart => ({ ...fieldPart(field), missing: 'drop' }));
  const expected: Input = { name: 'expected', from: { kind: 'events', ...selector }, key, values: [] };
  const span = (expect.withinSeconds ?? windowMinutes * 60) * 1_000_000;
  const named = expect.of.length === 0 ? {} : { named: expect.of.map(value => [value]) };
  return {
    ...compiled,
    rule: { ...rule, detection: { kind: 'absence', expected, after: null, window: expect.window, span, ...named } },
  };
}

/** Alternatives of one log source are one selector. */
function soleSelector({ detection }: Rule): EventSelector | null {
  if (detection.kind !== 'single') return null;
  const [first, ...others] = detection.events;
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const route = JSON.stringify(first.route);
  if (others.some(other => JSON.stringify(other.route) !== route)) return null;
  return { route: first.route, where: { op: 'any', of: detection.events.map(({ where }) => where) } };
}

function refused(compiled: CompiledRule, { meta }: Rule, why: string): CompiledRule {
  const complaint = error('tune-expect', `tune.${compiled.id}.expect: ${why}`, meta.span);
  return { ...compiled, rule: null, status: 'error', diagnostics: [...compiled.diagnostics, complaint] };
}
