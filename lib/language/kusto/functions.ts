import type { FunctionName, Value } from '../../ir/index.ts';
import { equalTo } from './equal-to.ts';

/** Kusto's scalar functions that are one of the IR's, argument for argument. Names in lower case. */
export const directFunctions: Readonly<Record<string, FunctionName>> = {
  substring: 'substring',
  tolower: 'lower',
  toupper: 'upper',
  reverse: 'reverse',
  split: 'split',
  strcat_array: 'join',
  array_length: 'array-length',
  arraylength: 'array-length',
  array_concat: 'array-concat',
  array_slice: 'array-slice',
  pack_array: 'array',
  pack: 'object',
  bag_pack: 'object',
  bag_keys: 'keys',
  bag_merge: 'merge',
  parse_json: 'parse-json',
  parsejson: 'parse-json',
  todynamic: 'parse-json',
  toobject: 'parse-json',
  toint: 'to-integer',
  tolong: 'to-integer',
  toreal: 'to-number',
  todouble: 'to-number',
  todecimal: 'to-number',
  tobool: 'to-boolean',
  toboolean: 'to-boolean',
  tostring: 'to-text',
  todatetime: 'time-micros',
  abs: 'absolute',
  floor: 'bin',
  bin: 'bin',
  ceiling: 'ceiling',
  round: 'round',
  pow: 'power',
  sqrt: 'square-root',
  log: 'logarithm',
  min_of: 'least',
  max_of: 'greatest',
  base64_decode_tostring: 'base64-decode',
  base64_decodestring: 'base64-decode',
  base64_encode_tostring: 'base64-encode',
  base64_encodestring: 'base64-encode',
  url_decode: 'url-decode',
  url_encode: 'url-encode',
  hourofday: 'hour',
  dayofmonth: 'day',
  monthofyear: 'month',
  getmonth: 'month',
  getyear: 'year',
  dayofyear: 'year-day',
  week_of_year: 'week',
  binary_and: 'bit-and',
  binary_or: 'bit-or',
  binary_xor: 'bit-xor',
  binary_not: 'bit-not',
  ipv4_is_private: 'ip-is-private',
  ipv4_is_in_range: 'cidr-match',
  ipv4_is_match: 'cidr-match',
  ipv6_is_match: 'cidr-match',
  extractall: 'extract-all',
};

const MICROS_PER_DAY = 86_400_000_000;

/** The others, made of several. Arguments are values over the rows at hand. */
export const composedFunctions: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  strcat: args => call('concat', ...args.map(orEmpty)),
  strlen: ([subject = text('')]) => call('length', orEmpty(subject)),
  string_size: ([subject = text('')]) => call('length', orEmpty(subject)),
  indexof: ([subject = text(''), ...others]) => orMinusOne(call('index-of', orEmpty(subject), ...others)),
  array_index_of: args => orMinusOne(call('array-index', ...args)),
  strcat_delim: ([delimiter = text(''), ...args]) => call('join', call('array', ...args.map(orEmpty)), delimiter),
  coalesce: firstFilled,
  startofday: args => startOf('day', args),
  startofweek: args => startOf('week', args),
  startofmonth: args => startOf('month', args),
  startofyear: args => startOf('year', args),
  endofday: args => call('add', startOf('day', args), number(MICROS_PER_DAY - 1)),
  dayofweek: ([time = text('')]) => call('multiply', call('weekday', time), number(MICROS_PER_DAY)),
  // Kusto gives the pattern first.
  extract: ([pattern = text(''), group = number(0), subject = text('')]) =>
    orEmpty(call('extract', subject, pattern, group)),
  extract_all: args => {
    const [pattern = text('')] = args;
    const subject = args.at(-1) ?? text('');
    return call('extract-all', subject, pattern, number(1));
  },
  replace: ([pattern = text(''), to = text(''), subject = text('')]) => call('replace-regex', subject, pattern, to),
  replace_regex: ([subject = text(''), pattern = text(''), to = text('')]) =>
    call('replace-regex', subject, pattern, to),
  replace_string: ([subject = text(''), from = text(''), to = text('')]) => call('replace', subject, from, to),
  countof: ([subject = text(''), part = text('')]) => call('count-matches', orEmpty(subject), part),
  not: ([condition = text('')]) => condition,
  totimespan: ([span = text('')]) => span,
  hash_sha256: ([subject = text('')]) => call('hash', subject, text('sha256')),
  hash_md5: ([subject = text('')]) => call('hash', subject, text('md5')),
};

/** Kusto's position of what is nowhere. */
function orMinusOne(position: Value): Value {
  return { op: 'first-of', values: [position, number(-1)] };
}

/** The first that is neither null nor an empty text; the last one where none is. */
function firstFilled([first = text(''), ...others]: readonly Value[]): Value {
  if (others.length === 0) return first;
  return { op: 'if', test: { op: 'not', of: equalTo(first, '') }, then: first, else: firstFilled(others) };
}

/** A text function's nothing is Kusto's empty string. */
export function orEmpty(value: Value): Value {
  return value.op === 'constant' ? value : { op: 'first-of', values: [call('to-text', value), text('')] };
}

export function call(name: FunctionName, ...args: readonly Value[]): Value {
  return { op: 'call', function: name, args };
}

export function text(value: string): Value {
  return { op: 'constant', value };
}

export function number(value: number): Value {
  return { op: 'constant', value };
}

/** Kusto counts on: startofday(t, -1) is the day before. */
function startOf(unit: 'day' | 'week' | 'month' | 'year', [time = text(''), offset]: readonly Value[]): Value {
  const days = unit === 'day' ? 1 : 7;
  const moved =
    offset === undefined || unit === 'month' || unit === 'year'
      ? time
      : call('add', time, call('multiply', offset, number(days * MICROS_PER_DAY)));
  return call('start-of', moved, text(unit));
}
