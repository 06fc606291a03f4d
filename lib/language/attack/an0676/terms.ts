import type { Predicate, Test, Value } from '../../../ir/index.ts';
import { regexTest } from '../../text/index.ts';

/** Words to write predicates with: AN0676 has many. */

export function ecs(name: string): Value {
  return { op: 'field', field: { field: name, names: [{ space: 'ecs', name }] } };
}

export function constant(value: Extract<Value, { op: 'constant' }>['value']): Value {
  return { op: 'constant', value };
}

export function call(name: Extract<Value, { op: 'call' }>['function'], ...args: readonly Value[]): Value {
  return { op: 'call', function: name, args };
}

export function firstOf(...values: readonly Value[]): Value {
  return { op: 'first-of', values };
}

export function when(test: Predicate, then: Value): Value {
  return { op: 'if', test, then, else: constant(null) };
}

export function any(...of: readonly Predicate[]): Predicate {
  return { op: 'any', of };
}

export function all(...of: readonly Predicate[]): Predicate {
  return { op: 'all', of };
}

export function not(of: Predicate): Predicate {
  return { op: 'not', of };
}

export function test(value: Value, question: Test): Predicate {
  return { op: 'test', value, test: question, members: 'any' };
}

export function exists(name: string): Predicate {
  return { op: 'exists', value: ecs(name), null: 'missing' };
}

export function isOneOf(name: string, texts: readonly string[]): Predicate {
  return test(ecs(name), { is: 'equal', texts, case: 'insensitive', asText: 'scalars' });
}

export function isListed(name: string, list: string): Predicate {
  return test(ecs(name), { is: 'listed', list, how: 'equal', case: 'insensitive' });
}

export function matches(name: string, pattern: string): Predicate {
  const made = regexTest(pattern, 'i', 'strings');
  if ('problem' in made) throw new Error(`the pattern ${pattern} of AN0676 cannot be run: ${made.problem}`);
  return test(ecs(name), made.test);
}

/** By name, or by the last part of the executable: a wrapper keeps the name, a renamed link the executable. */
export function isProgram(names: readonly string[], prefix = 'process'): Predicate {
  return any(isOneOf(`${prefix}.name`, names), endsWithOneOf(`${prefix}.executable`, names));
}

function endsWithOneOf(name: string, programs: readonly string[]): Predicate {
  return any(
    ...programs.map(program =>
      test(ecs(name), { is: 'ends', text: `/${program}`, case: 'insensitive', asText: 'strings' }),
    ),
  );
}
