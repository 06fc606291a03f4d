import type { JsonValue } from '../../event/index.ts';
import { type Arguments, type Callable, isNumber, isText, onNumbers } from './callable.ts';

/** What is not finite becomes nothing in `call`. */
export const numbers = {
  add: onNumbers(1, (...all) => all.reduce((a, b) => a + b, 0)),
  subtract: onNumbers(2, (a, b = 0) => a - b),
  multiply: onNumbers(1, (...all) => all.reduce((a, b) => a * b, 1)),
  divide: onNumbers(2, (a, b = 0) => a / b),
  'integer-divide': onNumbers(2, (a, b = 0) => Math.floor(a / b)),
  quotient: onNumbers(2, (a, b = 0) => (Number.isInteger(a) && Number.isInteger(b) ? Math.floor(a / b) : a / b)),
  modulo: onNumbers(2, (a, b = 0) => a % b),
  negate: onNumbers(1, a => -a),
  absolute: onNumbers(1, a => Math.abs(a)),
  floor: onNumbers(1, a => Math.floor(a)),
  ceiling: onNumbers(1, a => Math.ceil(a)),
  round: onNumbers(1, (a, digits = 0) => {
    const scale = 10 ** Math.trunc(digits);
    return (Math.sign(a) * Math.round(Math.abs(a) * scale)) / scale;
  }),
  power: onNumbers(2, (a, b = 0) => a ** b),
  'square-root': onNumbers(1, a => Math.sqrt(a)),
  logarithm: onNumbers(1, a => Math.log(a)),
  bin: onNumbers(2, (a, size = 0) => (size > 0 ? Math.floor(a / size) * size : undefined)),
  least: args => extreme(args, (a, b) => a < b),
  greatest: args => extreme(args, (a, b) => a > b),
  'bit-and': onBits(2, (a, b) => a & b),
  'bit-or': onBits(2, (a, b) => a | b),
  'bit-xor': onBits(2, (a, b) => a ^ b),
  'bit-not': onBits(1, a => ~a),
  'shift-left': onBits(2, (a, bits) => (isShift(bits) ? a << bits : undefined)),
  'shift-right': onBits(2, (a, bits) => (isShift(bits) ? a >> bits : undefined)),
} satisfies Record<string, Callable>;

function onBits(required: number, make: (a: bigint, b: bigint) => bigint | undefined): Callable {
  return onNumbers(required, (a, b = 0) => {
    if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return undefined;
    const made = make(BigInt(a), BigInt(b));
    const result = made === undefined ? Number.NaN : Number(BigInt.asIntN(64, made));
    return Number.isSafeInteger(result) ? result : undefined;
  });
}

function isShift(bits: bigint): boolean {
  return bits >= 0n && bits < 64n;
}

function extreme(
  args: Arguments,
  isBetter: (a: number | string, b: number | string) => boolean,
): JsonValue | undefined {
  if (!args.every(isNumber) && !args.every(isText)) return undefined;
  const [first, ...rest] = args as readonly (number | string)[]; // both guards above make it so
  return rest.reduce((best, each) => (best !== undefined && isBetter(each, best) ? each : best), first);
}
