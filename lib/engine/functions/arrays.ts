import { isObject, type JsonArray, type JsonObject, type JsonValue } from '../../event/index.ts';
import { canonicalJson } from '../canonical-json.ts';
import { members } from '../members.ts';
import { type Arguments, type Callable, isNumber, isText, range } from './callable.ts';

export const arrays = {
  'array-length': onArray(array => array.length),
  array: args => args.map(arg => arg ?? null),
  object: args => {
    const pairs: [string, JsonValue][] = [];
    for (let at = 0; at + 1 < args.length; at += 2) {
      const [name, value] = [args[at], args[at + 1]];
      if (!isText(name)) return undefined;
      if (value !== undefined) pairs.push([name, value]);
    }
    return Object.fromEntries(pairs);
  },
  'array-concat': args => (areArrays(args) ? args.flatMap(array => [...array]) : undefined),
  'array-slice': onArray((array, start, end) => {
    if (!isNumber(start) || !(end === undefined || isNumber(end))) return undefined;
    return array.slice(...range(array.length, start, end ?? array.length));
  }),
  'array-index': onArray((array, value) => {
    const wanted = value === undefined ? undefined : canonicalJson(value);
    const at = array.findIndex(member => canonicalJson(member) === wanted);
    return at < 0 ? undefined : at;
  }),
  distinct: onArray(array => [...new Map(array.map(member => [canonicalJson(member), member])).values()]),
  sort: onArray(array => {
    const numbers = array.filter(isNumber).sort((a, b) => a - b);
    const texts = array.filter(isText).sort(byUnits);
    const others = array.filter(member => !isNumber(member) && !isText(member));
    return [...numbers, ...texts, ...others];
  }),
  flatten: onArray(array => members(array)),
  keys: ([object]) => (isObject(object) ? Object.keys(object) : undefined),
  merge: args => {
    const objects = args.filter((arg): arg is JsonObject => isObject(arg));
    if (objects.length < args.length) return undefined;
    // Later entries win in fromEntries, the first object here; `__proto__` becomes a plain own name.
    return Object.fromEntries(objects.reverse().flatMap(object => Object.entries(object)));
  },
  member: onArray((array, position) => (isNumber(position) ? memberAt(array, position) : undefined)),
  'drop-first': onArray(array => array.slice(1)),
  path: ([value, ...steps]) => {
    let here = value;
    for (const step of steps) {
      if (isText(step) && isObject(here) && Object.hasOwn(here, step)) here = here[step];
      else if (isNumber(step) && Array.isArray(here)) here = memberAt(here as JsonArray, step);
      else return undefined;
    }
    return here;
  },
} satisfies Record<string, Callable>;

function onArray(make: (array: JsonArray, a?: JsonValue, b?: JsonValue) => JsonValue | undefined): Callable {
  return ([array, a, b]) => (Array.isArray(array) ? make(array as JsonArray, a, b) : undefined);
}

function areArrays(args: Arguments): args is readonly JsonArray[] {
  return args.every(Array.isArray);
}

function memberAt(array: JsonArray, position: number): JsonValue | undefined {
  return array.at(Math.trunc(position));
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
