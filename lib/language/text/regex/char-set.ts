/** Code points from, to, both included. A set is a list of these, ascending, apart from one another. */
export type CharRange = readonly [from: number, to: number];

export const lastCodePoint = 0x10ffff;
export const anything: readonly CharRange[] = [[0, lastCodePoint]];

export function union(ranges: readonly CharRange[]): CharRange[] {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

export function complement(ranges: readonly CharRange[]): CharRange[] {
  const gaps: CharRange[] = [];
  let next = 0;
  for (const [from, to] of union(ranges)) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= lastCodePoint) gaps.push([next, lastCodePoint]);
  return gaps;
}

/** Both ascending, as `union` makes them. */
export function overlap(a: readonly CharRange[], b: readonly CharRange[]): boolean {
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined || right === undefined) return false;
    if (left[1] < right[0]) i += 1;
    else if (right[1] < left[0]) j += 1;
    else return true;
  }
}

export function sameSet(a: readonly CharRange[], b: readonly CharRange[]): boolean {
  return a.length === b.length && a.every(([from, to], index) => from === b[index]?.[0] && to === b[index]?.[1]);
}

export function single(ranges: readonly CharRange[]): number | null {
  const [first] = ranges;
  return ranges.length === 1 && first !== undefined && first[0] === first[1] ? first[0] : null;
}

export const classes = {
  digit: [[0x30, 0x39]],
  word: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
  // PCRE's \s: no more than ASCII, as its authors had in mind.
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  blank: [
    [0x09, 0x09],
    [0x20, 0x20],
  ],
  lineFeed: [[0x0a, 0x0a]],
} as const satisfies Record<string, readonly CharRange[]>;

/** POSIX names, as in `[[:alpha:]]`. */
export const posixClasses: Readonly<Record<string, readonly CharRange[]>> = {
  alnum: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  alpha: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  ascii: [[0x00, 0x7f]],
  blank: classes.blank,
  cntrl: [
    [0x00, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: classes.digit,
  graph: [[0x21, 0x7e]],
  lower: [[0x61, 0x7a]],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: classes.space,
  upper: [[0x41, 0x5a]],
  word: classes.word,
  xdigit: [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
};

/** With the other letter case of each member: simple mappings only, so that one character stays one. */
export function withBothCases(ranges: readonly CharRange[]): CharRange[] {
  const set = union(ranges);
  const others = complement(set);
  // The smaller side is walked: `.` and `[^x]` have few characters outside.
  if (size(others) < size(set)) {
    const added = codes(others).filter(code => otherCases(code).some(other => has(set, other)));
    return union([...set, ...added.map((code): CharRange => [code, code])]);
  }
  return union([...set, ...codes(set).flatMap(code => otherCases(code).map((other): CharRange => [other, other]))]);
}

export function isCaseClosed(ranges: readonly CharRange[]): boolean {
  return sameSet(union(ranges), withBothCases(ranges));
}

/** The lower-case letter where the set is one letter in both cases, else null. */
export function letterPair(ranges: readonly CharRange[]): number | null {
  const members = size(ranges) === 2 ? codes(ranges) : [];
  const [upper = 0, lower = 0] = members;
  return members.length === 2 && otherCases(lower).includes(upper) && isAscii(lower) ? lower : null;
}

function isAscii(code: number): boolean {
  return code < 0x80;
}

function has(set: readonly CharRange[], code: number): boolean {
  return overlap(set, [[code, code]]);
}

function size(ranges: readonly CharRange[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

function codes(ranges: readonly CharRange[]): number[] {
  return ranges.flatMap(([from, to]) =>
    Array.from({ length: Math.max(0, Math.min(to, lastCased) - from + 1) }, (_, offset) => from + offset),
  );
}

/** No character above has a letter case, but for a few scripts that rules do not use (Deseret, Osage, Adlam). */
const lastCased = 0xffff;

function otherCases(code: number): number[] {
  const character = String.fromCodePoint(code);
  return [character.toLowerCase(), character.toUpperCase()].flatMap(mapped => {
    const point = mapped.codePointAt(0);
    const isOne = point !== undefined && mapped.length === String.fromCodePoint(point).length;
    // The Kelvin sign and the long s have ASCII letters as their other case; engines differ on whether that counts.
    return isOne && point !== code && isAscii(point) === isAscii(code) ? [point] : [];
  });
}
