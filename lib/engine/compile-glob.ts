import type { GlobPart } from '../ir/index.ts';
import { fitsGlob } from './glob.ts';

/**
 * fitsGlob, for one pattern and many texts. Between two runs stands a piece of fixed parts; the first place where a piece
 * fits leaves most room for those after it, so no place is tried twice. Only `segment-run` needs the slow way.
 */
export function compileGlob(parts: readonly GlobPart[]): (text: string) => boolean {
  if (parts.some(({ part }) => part === 'segment-run')) return text => fitsGlob(text, parts);
  const first: GlobPart[] = [];
  const pieces = [first];
  for (const part of parts) {
    if (part.part === 'any-run') pieces.push([]);
    else pieces.at(-1)?.push(part);
  }
  const head = compilePiece(first);
  const rest = pieces.slice(1).map(compilePiece);
  const tail = rest.pop();
  if (tail === undefined) return text => head.at(text, 0) === text.length;
  return text => {
    let from = head.at(text, 0);
    for (const piece of rest) {
      if (from < 0) return false;
      from = piece.from(text, from);
    }
    return from >= 0 && tail.atEnd(text, from);
  };
}

interface Piece {
  /** Where it ends if it begins here; -1 where it does not fit. */
  readonly at: (text: string, start: number) => number;
  /** Where its first occurrence at or after `start` ends, or -1. */
  readonly from: (text: string, start: number) => number;
  /** Does it end the text, beginning at or after `start`? */
  readonly atEnd: (text: string, start: number) => boolean;
}

function compilePiece(parts: readonly GlobPart[]): Piece {
  const [only] = parts;
  if (parts.length === 0) return { at: (_, start) => start, from: (_, start) => start, atEnd: () => true };
  if (parts.length === 1 && only?.part === 'literal') {
    const { text: wanted } = only;
    return {
      at: (text, start) => (text.startsWith(wanted, start) ? start + wanted.length : -1),
      from: (text, start) => {
        const found = text.indexOf(wanted, start);
        return found < 0 ? -1 : found + wanted.length;
      },
      atEnd: (text, start) => text.length - wanted.length >= start && text.endsWith(wanted),
    };
  }
  const at = (text: string, start: number): number => fixedEnd(text, start, parts);
  const [first] = parts;
  const next = first?.part === 'literal' ? first.text : '';
  return {
    at,
    from: (text, start) => {
      for (
        let place = text.indexOf(next, start);
        place >= 0 && place <= text.length;
        place = text.indexOf(next, place + 1)
      ) {
        const end = at(text, place);
        if (end >= 0) return end;
        if (place === text.length) break;
      }
      return -1;
    },
    atEnd: (text, start) => {
      for (let place = start; place <= text.length; place += 1) if (at(text, place) === text.length) return true;
      return false;
    },
  };
}

/** Parts without runs have one end for each beginning. */
function fixedEnd(text: string, start: number, parts: readonly GlobPart[]): number {
  let at = start;
  for (const part of parts) {
    if (part.part === 'literal') {
      if (!text.startsWith(part.text, at)) return -1;
      at += part.text.length;
    } else {
      const point = text.codePointAt(at);
      if (point === undefined) return -1;
      if (part.part === 'one-of' && !part.characters.includes(String.fromCodePoint(point))) return -1;
      at += point > 0xffff ? 2 : 1;
    }
  }
  return at;
}
