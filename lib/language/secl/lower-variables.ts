import type { EventSelector, KeyPart, Predicate, Value, VariableDetection, VariableSet } from '../../ir/index.ts';
import { lowerOperandValue } from './lower-operand.ts';
import { LoweringError } from './lowering-error.ts';
import { parse } from './parse.ts';
import type { SetAction } from './read-actions.ts';
import { splitPredicate, valueOverRow } from './split-predicate.ts';
import { constant, variablesIn } from './variables.ts';

/** A rule that sets variables: when it matches, and what it then sets. */
export interface Writer {
  readonly route: EventSelector['route'];
  readonly where: Predicate;
  readonly sets: readonly LoweredSet[];
}

export interface LoweredSet {
  readonly action: SetAction;
  readonly filter: Predicate;
  readonly value: Value;
}

const NANOSECONDS_PER_MICROSECOND = 1000;

/** A rule whose predicate reads variables, with every rule of the policy that sets one of them. */
export function lowerVariables(rule: string, selector: EventSelector, writers: readonly Writer[]): VariableDetection {
  const needed = closure(variablesIn(selector.where), writers);
  const key = scopeKey(needed);
  const { possible, carried, overRow } = splitPredicate(selector.where);
  return {
    kind: 'variable',
    scope: { name: rule, from: { kind: 'events', route: selector.route, where: possible }, key, values: carried },
    where: overRow,
    sets: writers.flatMap(writer =>
      writer.sets.filter(set => needed.has(set.action.variable)).map(set => lowerSet(writer, set)),
    ),
    reads: [...needed].sort(),
  };
}

/**
 * Why the rule cannot be evaluated although it has a meaning; null where it can. A variable that child processes inherit
 * is as good as the process tree, and no log source tells the whole of it.
 */
export function unknowable({ reads }: VariableDetection, writers: readonly Writer[]): string | null {
  const scopes = scopesOf(reads);
  if (scopes.length > 1)
    return `reads variables of several scopes (${scopes.join(', ')}), and state is kept under one key`;
  const inherited = writers
    .flatMap(writer => writer.sets.map(set => set.action))
    .find(action => reads.includes(action.variable) && (action.inherited || action.scopeField !== ''));
  return inherited === undefined
    ? null
    : `reads \${${inherited.variable}}, which child processes inherit, and no log source tells the whole process tree`;
}

export function lowerSetValue(action: SetAction): Value {
  return action.value.kind === 'constant'
    ? constant(action.value.value)
    : lowerOperandValue(parse(action.value.expression.text));
}

/** What is read, and what the setting of that reads in turn. */
function closure(read: ReadonlySet<string>, writers: readonly Writer[]): ReadonlySet<string> {
  const needed = new Set(read);
  for (const name of needed) {
    for (const writer of writers) {
      for (const set of writer.sets) {
        // A set grows while it is walked, and the walk comes to what was added.
        if (set.action.variable === name) for (const other of variablesIn([writer.where, set])) needed.add(other);
      }
    }
  }
  return needed;
}

function lowerSet(writer: Writer, { action, filter, value }: LoweredSet): VariableSet {
  const whole: Predicate = { op: 'all', of: [writer.where, filter] };
  const { possible, carried, overRow } = splitPredicate(whole);
  const values = [...carried];
  const set = valueOverRow(value, inner => values.push(inner) - 1);
  return {
    name: action.variable,
    by: { route: writer.route, where: possible },
    values,
    when: overRow,
    value: set,
    append: action.append,
    ttl: action.ttlNanoseconds === null ? null : action.ttlNanoseconds / NANOSECONDS_PER_MICROSECOND,
    size: action.size,
    initial: action.initial,
  };
}

const here = { start: 0, end: 0 };

/** `cgroup` of `cgroup.seen`; '' of a variable that the whole agent shares. */
function scopesOf(variables: readonly string[]): readonly string[] {
  const scoped = variables.filter(name => !name.startsWith('builtins.'));
  return [...new Set(scoped.map(name => (name.includes('.') ? (name.split('.', 1)[0] ?? '') : '')))].sort();
}

/** All variables of one decision live in one scope, whose key is the decision's. */
function scopeKey(needed: ReadonlySet<string>): readonly KeyPart[] {
  const [scope, another] = scopesOf([...needed]);
  if (another !== undefined) return [hostPart];
  switch (scope) {
    case 'cgroup':
      // On a host without containers all processes share the group that the logs do not name.
      return [hostPart, { name: 'container.id', value: ecs('container.id'), missing: 'null' }];
    case 'container':
      return [hostPart, { name: 'container.id', value: ecs('container.id'), missing: 'drop' }];
    case 'process':
      return [hostPart, { name: 'process.pid', value: ecs('process.pid'), missing: 'drop' }];
    case '':
    case undefined:
      return [hostPart];
    default:
      throw new LoweringError(here, `unknown scope ${scope}`, 'known scopes: process, cgroup, container');
  }
}

const hostPart: KeyPart = {
  name: 'host',
  value: { op: 'first-of', values: [ecs('host.id'), ecs('host.name')] },
  missing: 'null',
};

function ecs(name: string): Value {
  return { op: 'field', field: { field: name, names: [{ space: 'ecs', name }] } };
}
