import type { EventSelector, Predicate, Value, VariableDetection, VariableSet } from '../../ir/index.ts';
import { lowerOperandValue } from './lower-operand.ts';
import { parse } from './parse.ts';
import { placeVariables } from './place-variables.ts';
import type { SetAction } from './read-actions.ts';
import { splitPredicate, valueOverRow } from './split-predicate.ts';
import { constant, variablesIn } from './variables.ts';

/** A rule that sets variables: when it matches, and what it then sets. */
export interface Writer {
  readonly route: EventSelector['route'];
  readonly where: Predicate;
  readonly sets: readonly LoweredSet[];
  /** Fields in its condition that no log source supplies. */
  readonly unknown: readonly string[];
}

export interface LoweredSet {
  readonly action: SetAction;
  readonly filter: Predicate;
  readonly value: Value;
  /** Fields of its own that no log source supplies. */
  readonly unknown: readonly string[];
}

const NANOSECONDS_PER_MICROSECOND = 1000;

/** A rule whose predicate reads variables, with every rule of the policy that sets one of them. */
export function lowerVariables(rule: string, selector: EventSelector, writers: readonly Writer[]): VariableDetection {
  const needed = closure(variablesIn(selector.where), writers);
  const sets = writers.flatMap(writer =>
    writer.sets.filter(set => needed.has(set.action.variable)).map(set => ({ writer, set })),
  );
  const inherited = sets.filter(({ set }) => set.action.inherited).map(({ set }) => set.action.variable);
  const { key, owners, scopes } = placeVariables([...needed], new Set(inherited));
  const { possible, carried, overRow } = splitPredicate(selector.where, owners);
  return {
    kind: 'variable',
    scope: { name: rule, from: { kind: 'events', route: selector.route, where: possible }, key, values: carried },
    where: overRow,
    sets: sets.map(({ writer, set }) => lowerSet(writer, set, owners)),
    reads: [...needed].sort(),
    scopes,
  };
}

/** Why the rule cannot be evaluated although it has a meaning, since what sets its variables cannot; null where it can. */
export function unknowable({ reads }: VariableDetection, writers: readonly Writer[]): string | null {
  for (const { unknown, sets } of writers) {
    for (const { action, unknown: own } of sets) {
      if (!reads.includes(action.variable)) continue;
      const [field] = [...unknown, ...own, ...(action.scopeField === '' ? [] : [action.scopeField])];
      if (field !== undefined)
        return `reads \${${action.variable}}, which needs ${field}, and no log source supplies that`;
    }
  }
  return null;
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

function lowerSet(writer: Writer, { action, filter, value }: LoweredSet, owners: readonly Value[]): VariableSet {
  const whole: Predicate = { op: 'all', of: [writer.where, filter] };
  const { possible, carried, overRow } = splitPredicate(whole, owners);
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
