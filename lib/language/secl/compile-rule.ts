import type { Rule, Suppression } from '../../ir/index.ts';
import type { Diagnostic } from '../../rule/index.ts';
import { type CompiledRule, error, note, type RuleFile } from '../text/index.ts';
import type { Expression } from './ast.ts';
import { eventTypes, routeFor } from './event-type.ts';
import { locate } from './locate.ts';
import { lowerPredicate } from './lower.ts';
import { LoweringError } from './lowering-error.ts';
import { parse } from './parse.ts';
import { agentVersion, asksForKernel, fitsAgent, productOf } from './platform.ts';
import type { Located, PolicyRule } from './read-policy.ts';
import { type Macros, resolveMacros } from './resolve-macros.ts';
import { ruleMeta } from './rule-meta.ts';
import { SeclSyntaxError } from './tokenize.ts';

export function compilePolicyRule(file: RuleFile, rule: PolicyRule, macros: Macros): CompiledRule {
  const diagnostics: Diagnostic[] = [];
  const compiled = lowered(file, rule, macros, diagnostics);
  const outOfUse = unusable(rule);
  if (outOfUse !== null) diagnostics.push(note('secl-not-this-agent', outOfUse, rule.span));
  return {
    id: rule.id,
    title: ruleMeta(rule).title,
    language: 'secl',
    path: file.path,
    status: compiled === null ? 'error' : outOfUse === null ? 'ok' : 'not-evaluable',
    rule: compiled,
    diagnostics,
  };
}

function lowered(file: RuleFile, rule: PolicyRule, macros: Macros, diagnostics: Diagnostic[]): Rule | null {
  const read = (piece: Located): Expression | null => attempt(file, piece, diagnostics, () => parse(piece.text));
  const written = read(rule.expression);
  const filters = rule.filters.map(read);
  if (written === null) return null;
  return attempt(file, rule.expression, diagnostics, () => {
    const tree = resolveMacros(written, macros);
    const known = filters.filter(filter => filter !== null);
    if (known.some(asksForKernel)) {
      diagnostics.push(
        note('secl-kernel', 'the filter on the kernel is taken as given: logs do not tell it', rule.span),
      );
    }
    return {
      meta: ruleMeta(rule),
      detection: {
        kind: 'single',
        events: [{ route: [routeFor(eventTypeOf(tree), productOf(known))], where: lowerPredicate(tree) }],
      },
      suppression: suppressionOf(rule),
      emits: !rule.silent,
    };
  });
}

function eventTypeOf(tree: Expression): string | null {
  const [first, second] = eventTypes(tree);
  if (first !== undefined && second !== undefined) {
    const hint = 'split it into one rule per event type';
    throw new LoweringError(
      second[1],
      `a rule is about one event type, this one about ${first[0]} and ${second[0]}`,
      hint,
    );
  }
  return first?.[0] ?? null;
}

/** Why the rule is not for the agent that is followed; null where it is. */
function unusable(rule: PolicyRule): string | null {
  if (rule.disabled) return 'the policy disables this rule';
  if (fitsAgent(rule.agentVersion)) return null;
  return `for agents ${rule.agentVersion}; weir follows ${agentVersion.join('.')}`;
}

const HOUR_MICROS = 3_600_000_000;
const unitMicros: Readonly<Record<string, number>> = { ms: 1000, s: 1e6, m: 60e6, h: HOUR_MICROS };

/** `every` limits how often the agent reports; here it is how long matches merge. */
function suppressionOf(rule: PolicyRule): Suppression {
  const micros = [...rule.every.matchAll(/(\d+)(ms|s|m|h)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unitMicros[unit ?? ''] ?? 0),
    0,
  );
  return { kind: 'period', by: [], period: micros === 0 ? HOUR_MICROS : micros };
}

/** Runs one step and turns the author's mistake into a diagnostic; ours are thrown on. */
function attempt<T>(file: RuleFile, piece: Located, diagnostics: Diagnostic[], step: () => T): T | null {
  try {
    return step();
  } catch (cause) {
    if (cause instanceof SeclSyntaxError) {
      const { message, hint } = cause.fault;
      diagnostics.push(error('secl-syntax', message, locate(file, piece, cause.fault), hint));
    } else if (cause instanceof LoweringError) {
      diagnostics.push(error('secl-meaning', cause.message, locate(file, piece, cause.range), cause.hint));
    } else throw cause;
    return null;
  }
}
