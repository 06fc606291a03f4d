import type { JsonValue } from '../../event/index.ts';
import type { FunctionName } from '../../ir/index.ts';
import type { EvaluationContext } from '../context.ts';
import { members } from '../members.ts';
import { arrays } from './arrays.ts';
import type { Callable } from './callable.ts';
import { conversions } from './conversions.ts';
import { networks } from './networks.ts';
import { numbers } from './numbers.ts';
import { options } from './options.ts';
import { regexes } from './regexes.ts';
import { texts } from './texts.ts';
import { times } from './times.ts';

const functions: Readonly<Record<FunctionName, Callable>> = {
  ...texts,
  ...regexes,
  ...conversions,
  ...numbers,
  ...arrays,
  ...options,
  ...times,
  ...networks,
};

/** Bounds what `each` can cost on hostile arrays. */
const MOST_COMBINATIONS = 10_000;

/** `call`, once for every combination of members of those arguments that are arrays. Combinations of nothing are left out. */
export function callEach(
  name: FunctionName,
  args: readonly (JsonValue | undefined)[],
  context: EvaluationContext,
): JsonValue | undefined {
  if (!args.some(Array.isArray)) return call(name, args, context);
  let combinations: (JsonValue | undefined)[][] = [[]];
  for (const arg of args) {
    const choices = arg === undefined ? [undefined] : members(arg);
    combinations = combinations.flatMap(begun => choices.map(choice => [...begun, choice])).slice(0, MOST_COMBINATIONS);
  }
  return combinations.flatMap(each => call(name, each, context) ?? []);
}

/** lib/ir/functions.ts says what each means. Total: what a function cannot use gives undefined, which is nothing. */
export function call(
  name: FunctionName,
  args: readonly (JsonValue | undefined)[],
  context: EvaluationContext,
): JsonValue | undefined {
  const value = functions[name](args, context);
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
}
