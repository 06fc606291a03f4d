import type { GlobPart } from '../ir/index.ts';

/**
 * Does the whole text fit the parts? Follows every way through the pattern at once, so no pattern can make it slow:
 * the price is at most the length of the text times the number of runs in the pattern.
 */
export function fitsGlob(text: string, parts: readonly GlobPart[]): boolean {
  let ends: readonly number[] = [0];
  for (const part of parts) {
    ends = step(text, ends, part);
    if (ends.length === 0) return false;
  }
  return ends.at(-1) === text.length;
}

/** A pattern as configuration lists write it: `*` any run, `?` any one character, `\` before either a literal one. */
export function parseGlob(pattern: string): readonly GlobPart[] {
  const parts: GlobPart[] = [];
  let literal = '';
  const close = (): void => {
    if (literal !== '') parts.push({ part: 'literal', text: literal });
    literal = '';
  };
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    const next = pattern.charAt(at + 1);
    if (character === '\\' && (next === '*' || next === '?' || next === '\\')) {
      literal += next;
      at += 1;
    } else if (character === '*' || character === '?') {
      close();
      parts.push({ part: character === '*' ? 'any-run' : 'any-one' });
    } else literal += character;
  }
  close();
  return parts;
}

/** All positions, ascending, at which the part can end when it begins at one of `starts`. */
function step(text: string, starts: readonly number[], part: GlobPart): readonly number[] {
  const first = starts[0] ?? 0;
  switch (part.part) {
    case 'literal':
      return starts.filter(at => text.startsWith(part.text, at)).map(at => at + part.text.length);
    case 'any-one':
      return starts.filter(at => at < text.length).map(at => at + pointLength(text, at));
    case 'one-of':
      return starts.filter(at => isOneOf(text, at, part.characters)).map(at => at + pointLength(text, at));
    case 'any-run':
      return Array.from({ length: text.length - first + 1 }, (_, more) => first + more);
    case 'segment-run': {
      const ends = new Set<number>();
      for (const start of starts) {
        for (let at = start; !ends.has(at); at += 1) {
          ends.add(at);
          if (at >= text.length || text[at] === '/') break;
        }
      }
      return [...ends].sort((a, b) => a - b);
    }
    default:
      return part satisfies never;
  }
}

function isOneOf(text: string, at: number, characters: string): boolean {
  return at < text.length && characters.includes(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

function pointLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
