import { isObject, type JsonValue, microsToIso } from '../../event/index.ts';
import { asText, numberOf } from '../answers.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type Callable, isNumber, isText } from './callable.ts';
import { timeOf } from './times.ts';

export const conversions = {
  'to-text': ([value]) => (value === undefined ? undefined : (asText(value, 'json') ?? undefined)),
  'to-number': ([value, base]) => toNumber(value, base),
  'to-integer': ([value]) => {
    const number = toNumber(value, undefined);
    return number === undefined ? undefined : Math.trunc(number);
  },
  'to-boolean': ([value]) => {
    if (typeof value === 'boolean') return value;
    if (isNumber(value)) return value !== 0;
    return isText(value) ? BOOLEANS.get(value.trim().toLowerCase()) : undefined;
  },
  'time-micros': ([value]) => timeOf(value) ?? undefined,
  'format-time': ([value]) => {
    const time = timeOf(value);
    return time === null ? undefined : microsToIso(time);
  },
  'type-of': ([value]) => (value === undefined ? undefined : typeOf(value)),
  equals: ([a, b]) => (a === undefined || b === undefined ? undefined : canonicalJson(a) === canonicalJson(b)),
  'parse-json': ([value]) => (isText(value) ? parseJson(value) : value),
} satisfies Record<string, Callable>;

const BOOLEANS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

const DIGITS = /^[+-]?[0-9a-z]+$/i;

function toNumber(value: JsonValue | undefined, base: JsonValue | undefined): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === undefined || !(base === undefined || isNumber(base))) return undefined;
  if (!isText(value)) return numberOf(value, true) ?? undefined;
  const text = value.trim();
  if (base === undefined || base === 10) {
    return /^[+-]?0x[0-9a-f]+$/i.test(text) ? fromBase(text, 16) : (numberOf(text, true) ?? undefined);
  }
  return fromBase(text, base);
}

/** Strict, unlike parseInt, which takes `12 monkeys` for 12. */
function fromBase(text: string, base: number): number | undefined {
  const bare = base === 16 ? text.replace(/^([+-]?)0x/i, '$1') : text;
  if (!Number.isInteger(base) || base < 2 || base > 36 || !DIGITS.test(bare)) return undefined;
  const digits = bare.replace(/^[+-]/, '');
  const fits = [...digits].every(digit => Number.parseInt(digit, 36) < base);
  return fits ? Number.parseInt(bare, base) : undefined;
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return isObject(value) ? 'object' : typeof value;
}

function parseJson(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    // Text that is no JSON is an argument that the function cannot use.
    return undefined;
  }
}
