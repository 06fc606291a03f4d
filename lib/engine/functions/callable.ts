import type { JsonValue } from '../../event/index.ts';
import type { EvaluationContext } from '../context.ts';

export type Arguments = readonly (JsonValue | undefined)[];
export type Callable = (args: Arguments, context: EvaluationContext) => JsonValue | undefined;

/** Arguments that must all be text, else the call is nothing. Those after `required` may be left out. */
export function onText(required: number, make: (...texts: string[]) => JsonValue | undefined): Callable {
  return args => (areAll(args, required, isText) ? make(...args) : undefined);
}

export function onNumbers(required: number, make: (...numbers: number[]) => JsonValue | undefined): Callable {
  return args => (areAll(args, required, isNumber) ? make(...args) : undefined);
}

export function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string';
}

export function isNumber(value: JsonValue | undefined): value is number {
  return typeof value === 'number';
}

function areAll<T extends JsonValue>(
  args: Arguments,
  required: number,
  is: (value: JsonValue | undefined) => value is T,
): args is readonly T[] {
  return args.length >= required && args.every(is);
}

/** The range [start, end) of something so long; negative positions count from its end, and all are cut to it. */
export function range(length: number, start: number, end: number): readonly [from: number, to: number] {
  const position = (at: number): number => Math.min(length, Math.max(0, Math.trunc(at < 0 ? length + at : at)));
  const from = position(start);
  return [from, Math.max(from, position(end))];
}
