import { type CharRange, classes, complement, lastCodePoint, union } from './char-set.ts';
import type { Anchor } from './regex-node.ts';
import { RegexProblem } from './regex-problem.ts';

export type Escape =
  | { readonly kind: 'set'; readonly ranges: readonly CharRange[]; readonly end: number }
  | { readonly kind: 'anchor'; readonly at: Anchor; readonly end: number };

/** What follows a backslash at `at` in the source. */
export function readEscape(source: string, at: number): Escape {
  if (at >= source.length)
    throw new RegexProblem('the pattern ends with a single backslash', 'write \\\\ for a backslash');
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
  const end = at + character.length;
  const anchor = anchors[character];
  if (anchor !== undefined) return { kind: 'anchor', at: anchor, end };
  const ranges = sets[character];
  if (ranges !== undefined) return { kind: 'set', ranges, end };
  const control = controls[character];
  if (control !== undefined) return one(control, end);
  if (character === 'x' || character === 'u') return hexadecimal(source, at);
  if (character === 'p' || character === 'P') return property(source, at);
  if (character === '0') return octal(source, at);
  if (/[1-9k]/.test(character)) {
    throw new RegexProblem('back-references are not supported', 'no linear-time engine has them: spell the text out');
  }
  if (/[A-Za-z]/.test(character)) {
    throw new RegexProblem(
      `\\${character} means nothing here`,
      `write ${character}, or \\\\${character} for a backslash before it`,
    );
  }
  return one(character.codePointAt(0) ?? 0, end);
}

const anchors: Readonly<Record<string, Anchor>> = {
  A: 'start',
  z: 'end',
  Z: 'end',
  b: 'word-edge',
  B: 'no-word-edge',
};

const sets: Readonly<Record<string, readonly CharRange[]>> = {
  d: classes.digit,
  D: complement(classes.digit),
  w: classes.word,
  W: complement(classes.word),
  s: classes.space,
  S: complement(classes.space),
  h: classes.blank,
  H: complement(classes.blank),
  N: complement(classes.lineFeed),
};

const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, a: 7, e: 27 };

function one(code: number, end: number): Escape {
  return { kind: 'set', ranges: [[code, code]], end };
}

function hexadecimal(source: string, at: number): Escape {
  const form = /x\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})/y;
  form.lastIndex = at;
  const found = form.exec(source);
  const code = Number.parseInt(found?.slice(1).find(digits => digits !== undefined) ?? '', 16);
  if (Number.isNaN(code) || code > lastCodePoint) {
    throw new RegexProblem(`\\${source.charAt(at)} is followed by no hexadecimal code`, 'as in \\x41 or \\x{1F600}');
  }
  return one(code, form.lastIndex);
}

function octal(source: string, at: number): Escape {
  const form = /[0-7]{1,3}/y;
  form.lastIndex = at;
  return one(Number.parseInt(form.exec(source)?.[0] ?? '0', 8), form.lastIndex);
}

/** `\p{L}`, `\pL`, `\p{Greek}`: asked of the platform, character by character, since it knows the current Unicode. */
function property(source: string, at: number): Escape {
  const form = /[pP](?:\{(\^?)([A-Za-z_=]+)\}|([A-Z]))/y;
  form.lastIndex = at;
  const found = form.exec(source);
  const name = found?.[2] ?? found?.[3] ?? '';
  const member = propertyTest(name);
  if (member === null) throw new RegexProblem(`\\p{${name}} is no Unicode property that is known`, '');
  const ranges: [number, number][] = [];
  for (let code = 0; code <= lastCodePoint; code++) {
    if (!member.test(String.fromCodePoint(code))) continue;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  const isNegated = (source.charAt(at) === 'P') !== (found?.[1] === '^');
  return { kind: 'set', ranges: isNegated ? complement(ranges) : union(ranges), end: form.lastIndex };
}

function propertyTest(name: string): RegExp | null {
  for (const spelled of [name, `Script=${name}`]) {
    try {
      return new RegExp(`^\\p{${spelled}}$`, 'u');
    } catch {
      // Not this kind of property; the caller reports it where it is none at all.
    }
  }
  return null;
}
