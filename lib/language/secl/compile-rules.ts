import {
  type Detection,
  type EventSelector,
  fieldsOfPredicate,
  fieldsOfValue,
  type Predicate,
  type Rule,
  simplify,
} from '../../ir/index.ts';
import type { Diagnostic } from '../../rule/index.ts';
import { type CompiledRule, note, type RuleFile, warning } from '../text/index.ts';
import type { Expression } from './ast.ts';
import { attempt } from './attempt.ts';
import { eventTypes, isOfType, routeFor } from './event-type.ts';
import { lowerIterated } from './iterate.ts';
import { lowerSetValue, lowerVariables, unknowable, type Writer } from './lower-variables.ts';
import { LoweringError } from './lowering-error.ts';
import { parse } from './parse.ts';
import { agentVersion, asksForKernel, fitsAgent, productOf } from './platform.ts';
import { setActions } from './read-actions.ts';
import type { Located, PolicyRule } from './read-policy.ts';
import { type Macros, resolveMacros } from './resolve-macros.ts';
import { ruleMeta, suppressionOf } from './rule-meta.ts';
import { unknownAmong, withoutGuesses } from './unknown-fields.ts';
import { variablesIn } from './variables.ts';

/** The rules of one policy. They are compiled together, since one may read what another sets. */
export function compilePolicyRules(
  file: RuleFile,
  rules: readonly PolicyRule[],
  macros: Macros,
): readonly CompiledRule[] {
  const prepared = rules.map(rule => prepare(file, rule, macros));
  const writers = prepared.flatMap(entry => writersOf(file, entry, macros));
  return prepared.map(entry => finish(file, entry, writers));
}

/** A rule on its way: what is wrong with it gathers as it goes. */
interface Prepared {
  readonly rule: PolicyRule;
  /** Null where the rule is broken. */
  readonly selector: EventSelector | null;
  /** Fields that it asks for and that no log source supplies. */
  readonly unknown: readonly string[];
  /** Why the rule is not for the agent that is followed; null where it is. */
  readonly outOfUse: string | null;
  readonly diagnostics: Diagnostic[];
}

function prepare(file: RuleFile, rule: PolicyRule, macros: Macros): Prepared {
  const diagnostics: Diagnostic[] = [];
  const read = (piece: Located): Expression | null => attempt(file, piece, diagnostics, () => parse(piece.text));
  const written = read(rule.expression);
  const filters = rule.filters.map(read).filter(filter => filter !== null);
  if (filters.some(asksForKernel)) {
    diagnostics.push(note('secl-kernel', 'the filter on the kernel is taken as given: logs do not tell it', rule.span));
  }
  const selector = attempt(file, rule.expression, diagnostics, () => {
    if (written === null) return null;
    const tree = resolveMacros(written, macros);
    const type = eventTypeOf(tree);
    const where: Predicate = { op: 'all', of: [lowerIterated(tree), isOfType(type)] };
    return { route: routeFor(type, productOf(filters)), where };
  });
  const unknown = selector === null ? [] : unknownAmong(fieldsOfPredicate(selector.where));
  return {
    rule,
    selector: selector === null ? null : { ...selector, where: withoutGuesses(selector.where) },
    unknown,
    outOfUse: outOfUse(rule),
    diagnostics,
  };
}

function eventTypeOf(tree: Expression): string | null {
  const [first, second] = eventTypes(tree);
  if (first !== undefined && second !== undefined) {
    const message = `a rule is about one event type, this one about ${first[0]} and ${second[0]}`;
    throw new LoweringError(second[1], message, 'split it into one rule per event type');
  }
  return first?.[0] ?? null;
}

function outOfUse(rule: PolicyRule): string | null {
  if (rule.disabled) return 'the policy disables this rule';
  if (fitsAgent(rule.agentVersion)) return null;
  return `for agents ${rule.agentVersion}; weir follows ${agentVersion.join('.')}`;
}

function writersOf(
  file: RuleFile,
  { rule, selector, unknown, outOfUse, diagnostics }: Prepared,
  macros: Macros,
): Writer[] {
  if (selector === null || outOfUse !== null) return [];
  const sets = setActions(rule).flatMap(action => {
    const piece = action.value.kind === 'expression' ? action.value.expression : rule.expression;
    const value = attempt(file, piece, diagnostics, () => lowerSetValue(action));
    const filter = attempt(file, action.filter ?? rule.expression, diagnostics, () =>
      action.filter === null
        ? ({ op: 'always' } as const)
        : lowerIterated(resolveMacros(parse(action.filter.text), macros)),
    );
    if (value === null || filter === null) return [];
    const own = unknownAmong([...fieldsOfPredicate(filter), ...fieldsOfValue(value)]);
    return [{ action, filter: withoutGuesses(filter), value, unknown: own }];
  });
  return sets.length === 0 ? [] : [{ ...selector, sets, unknown }];
}

function finish(
  file: RuleFile,
  { rule, selector, unknown, outOfUse, diagnostics }: Prepared,
  writers: readonly Writer[],
): CompiledRule {
  const meta = ruleMeta(rule);
  const detection =
    selector === null ? null : attempt(file, rule.expression, diagnostics, () => detectionOf(rule, selector, writers));
  if (outOfUse !== null) diagnostics.push(note('secl-not-this-agent', outOfUse, rule.span));
  const beyond = detection === null ? null : beyondLogs(detection, selector, unknown, writers);
  if (beyond !== null)
    diagnostics.push(warning('not-evaluable', `this rule cannot be evaluated: ${beyond}`, rule.span, fieldsHint));
  else if (unknown.length > 0) diagnostics.push(note('secl-unsupplied', partly(unknown), rule.span, fieldsHint));
  const compiled: Rule | null =
    detection === null ? null : { meta, detection, suppression: suppressionOf(rule), emits: !rule.silent };
  return {
    id: rule.id,
    title: meta.title,
    language: 'secl',
    path: file.path,
    status: compiled === null ? 'error' : outOfUse === null && beyond === null ? 'ok' : 'not-evaluable',
    rule: compiled,
    diagnostics,
  };
}

const fieldsHint = 'docs/languages.md lists the fields of SECL that logs supply';

/** Why no log source can make the rule fire; null where one could. */
function beyondLogs(
  detection: Detection,
  selector: EventSelector | null,
  unknown: readonly string[],
  writers: readonly Writer[],
): string | null {
  if (unknown.length > 0 && selector !== null && simplify(selector.where).op === 'never')
    return `no log source supplies ${unknown.join(', ')}`;
  return detection.kind === 'variable' ? unknowable(detection, writers) : null;
}

function partly(unknown: readonly string[]): string {
  return `no log source supplies ${unknown.join(', ')}: what of the condition depends on that never holds`;
}

function detectionOf(rule: PolicyRule, selector: EventSelector, writers: readonly Writer[]): Detection {
  return variablesIn(selector.where).size === 0
    ? { kind: 'single', events: [selector] }
    : lowerVariables(rule.id, selector, writers);
}
