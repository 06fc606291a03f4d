import { createHash } from 'node:crypto';
import type { JsonValue } from '../../event/index.ts';
import { asText } from '../answers.ts';
import { fold } from '../letter-case.ts';
import { type Callable, isNumber, isText, onText, range } from './callable.ts';

/** `repeat` makes no longer texts. */
const LONGEST_REPEAT = 65_536;

export const texts = {
  length: ([value]) => (isText(value) || Array.isArray(value) ? value.length : undefined),
  substring: ([text, start, end]) => {
    if (!isText(text) || !isNumber(start) || !(end === undefined || isNumber(end))) return undefined;
    return text.slice(...range(text.length, start, end ?? text.length));
  },
  concat: args => {
    const parts = args.map(arg => (arg === undefined ? null : asText(arg, 'scalars')));
    return parts.includes(null) ? undefined : parts.join('');
  },
  'index-of': ([text, part, from]) => {
    if (!isText(text) || !isText(part) || !(from === undefined || isNumber(from))) return undefined;
    return found(text.indexOf(part, from ?? 0));
  },
  starts: onText(2, (text, part = '') => text.startsWith(part)),
  ends: onText(2, (text, part = '') => text.endsWith(part)),
  contains: onText(2, (text, part = '') => text.includes(part)),
  between: ([text, left, right, greedy, ignoreCase]) => {
    if (!isText(text) || !isText(left) || !isText(right)) return undefined;
    // A fold is as long as its text, so positions in one are positions in the other.
    const [subject, open, close] = ignoreCase === true ? [fold(text), fold(left), fold(right)] : [text, left, right];
    const start = subject.indexOf(open);
    const from = start + open.length;
    const to = greedy === true ? subject.lastIndexOf(close) : subject.indexOf(close, from);
    return start < 0 || to < from ? undefined : text.slice(from, to);
  },
  fold: onText(1, fold),
  lower: onText(1, text => text.toLowerCase()),
  upper: onText(1, text => text.toUpperCase()),
  trim: onText(1, (text, characters) => (characters === undefined ? text.trim() : trim(text, characters))),
  replace: onText(3, (text, from = '', to = '') => (from === '' ? text : text.replaceAll(from, () => to))),
  split: onText(2, (text, separator = '') => (separator === '' ? [text] : text.split(separator))),
  join: ([array, separator]) => {
    if (!Array.isArray(array) || !isText(separator)) return undefined;
    return array.flatMap((member: JsonValue) => asText(member, 'scalars') ?? []).join(separator);
  },
  words: onText(1, text => (text.match(/(?:[^\s"']|"[^"]*"|'[^']*'|["'])+/g) ?? []).map(unquoted)),
  reverse: onText(1, text => [...text].reverse().join('')),
  repeat: ([text, count]) => {
    if (!isText(text) || !isNumber(count) || count < 0) return undefined;
    const enough = text === '' ? 0 : Math.min(count, Math.ceil(LONGEST_REPEAT / text.length));
    return text.repeat(enough).slice(0, LONGEST_REPEAT);
  },
  basename: onText(1, basename),
  dirname: onText(1, text => text.slice(0, Math.max(0, lastSlash(text)))),
  'file-extension': onText(1, text => {
    const name = basename(text);
    return name.includes('.') ? name.slice(name.lastIndexOf('.')) : '';
  }),
  'url-decode': onText(1, text => {
    try {
      return decodeURIComponent(text);
    } catch {
      // A malformed escape is an argument that the function cannot use.
      return undefined;
    }
  }),
  // A lone surrogate has no UTF-8 form; encodeURIComponent would throw.
  'url-encode': onText(1, text => encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'))),
  'base64-decode': onText(1, decodeBase64),
  'base64-encode': onText(1, text => Buffer.from(text, 'utf8').toString('base64')),
  hash: onText(2, (text, algorithm = '') =>
    ['md5', 'sha1', 'sha256'].includes(algorithm)
      ? createHash(algorithm).update(text, 'utf8').digest('hex')
      : undefined,
  ),
} satisfies Record<string, Callable>;

function found(position: number): number | undefined {
  return position < 0 ? undefined : position;
}

function trim(text: string, characters: string): string {
  let [from, to] = [0, text.length];
  while (from < to && characters.includes(text.charAt(from))) from += 1;
  while (to > from && characters.includes(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function unquoted(word: string): string {
  return word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? '');
}

function lastSlash(text: string): number {
  return Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
}

function basename(text: string): string {
  return text.slice(lastSlash(text) + 1);
}

function decodeBase64(text: string): string | undefined {
  const digits = text.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(digits)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(digits, 'base64'));
  } catch {
    // Bytes that are no UTF-8 have no text.
    return undefined;
  }
}
