import {
  anything,
  type CharRange,
  complement,
  isCaseClosed,
  lastCodePoint,
  letterPair,
  sameSet,
  single,
} from './char-set.ts';
import type { RegexNode } from './regex-node.ts';

export interface PrintedRegex {
  readonly pattern: string;
  /** `i` where no letter's case counts, `m` where lines have anchors, `s` since a printed `.` is any character at all. */
  readonly flags: string;
}

/**
 * The tree in the syntax that ECMAScript and RE2 share and read alike: no `\s` or `.` of two meanings, no
 * captures. Null where anchors of texts and of lines are mixed, which neither can say.
 */
export function printRegex(node: RegexNode): PrintedRegex | null {
  const anchors = anchorsIn(node);
  const hasLines = anchors.has('line-start') || anchors.has('line-end');
  if (hasLines && (anchors.has('start') || anchors.has('end'))) return null;
  const sets = setsIn(node);
  const isCaseless = sets.some(set => letterPair(set) !== null) && sets.every(isCaseClosed);
  const pattern = print(isCaseless ? toLowerCase(node) : node, 'alternatives');
  const isAstral = /[\u{10000}-\u{10ffff}]/u.test(pattern);
  return { pattern, flags: `${isCaseless ? 'i' : ''}${hasLines ? 'm' : ''}s${isAstral ? 'u' : ''}` };
}

function setsIn(node: RegexNode): (readonly CharRange[])[] {
  if (node.node === 'set') return [node.ranges];
  if (node.node === 'anchor') return [];
  return node.node === 'repeat' ? setsIn(node.of) : node.of.flatMap(setsIn);
}

/** Both cases of one letter as that letter, which the flag makes both again. */
function toLowerCase(node: RegexNode): RegexNode {
  if (node.node === 'anchor') return node;
  if (node.node === 'repeat') return { ...node, of: toLowerCase(node.of) };
  if (node.node !== 'set') return { ...node, of: node.of.map(toLowerCase) };
  const letter = letterPair(node.ranges);
  return letter === null ? node : { node: 'set', ranges: [[letter, letter]] };
}

type Binding = 'alternatives' | 'sequence' | 'atom';

function print(node: RegexNode, within: Binding): string {
  switch (node.node) {
    case 'set':
      return printSet(node.ranges);
    case 'anchor':
      return group(anchorText[node.at], within === 'atom');
    case 'sequence':
      return group(node.of.map(inner => print(inner, 'sequence')).join(''), within === 'atom');
    case 'either':
      return group(node.of.map(inner => print(inner, 'alternatives')).join('|'), within !== 'alternatives');
    case 'repeat':
      return group(`${print(node.of, 'atom')}${printBounds(node.min, node.max)}`, within === 'atom');
    default:
      return node satisfies never;
  }
}

function group(text: string, isNeeded: boolean): string {
  return isNeeded ? `(?:${text})` : text;
}

const anchorText = {
  start: '^',
  end: '$',
  'line-start': '^',
  'line-end': '$',
  'word-edge': '\\b',
  'no-word-edge': '\\B',
} as const;

function printBounds(min: number, max: number | null): string {
  if (max === null) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function printSet(ranges: readonly CharRange[]): string {
  if (sameSet(ranges, anything)) return '.';
  if (ranges.length === 0) return '[^\\x00-\u{10ffff}]';
  const code = single(ranges);
  if (code !== null) return printCode(code);
  const others = complement(ranges);
  return ranges.at(-1)?.[1] === lastCodePoint
    ? `[^${others.map(printRange).join('')}]`
    : `[${ranges.map(printRange).join('')}]`;
}

function printRange([from, to]: CharRange): string {
  if (from === to) return printCode(from);
  return `${printCode(from)}${to === from + 1 ? '' : '-'}${printCode(to)}`;
}

function printCode(code: number): string {
  const character = String.fromCodePoint(code);
  if ('\\^$.*+?()[]{}|/-'.includes(character)) return code === 0x2d ? '\\x2d' : `\\${character}`;
  return code < 0x20 || (code >= 0x7f && code < 0xa0) ? `\\x${code.toString(16).padStart(2, '0')}` : character;
}

function anchorsIn(node: RegexNode): Set<string> {
  if (node.node === 'anchor') return new Set([node.at]);
  if (node.node === 'set') return new Set();
  const inner = node.node === 'repeat' ? [node.of] : node.of;
  return new Set(inner.flatMap(child => [...anchorsIn(child)]));
}
