import { fold } from '../letter-case.ts';
import { ANY_DASH } from './literal.ts';

/**
 * How texts and literals are laid side by side: folded, in UTF-8. A literal stands in a text where its bytes do, since no
 * character's bytes begin inside another's.
 */
export interface Spelling {
  /** Valid up to `length`; what follows is left over from longer texts. */
  bytes: Uint8Array;
  /** The same bytes, to be read four at a time. */
  view: DataView;
  length: number;
}

/** No text of UTF-8 has this byte. In a literal it is ANY_DASH: a hyphen or a slash, all that `alikeDashes` leaves. */
export const DASH_BYTE = 0xff;
export const HYPHEN = 0x2d;
export const SLASH = 0x2f;

/** Bytes behind a text that may be read, and mean nothing: the longest literal and one gram. */
const SLACK = 65_536 + 16;

export function createSpelling(): Spelling {
  return withRoom(8_192);
}

/** Is every unit of ASCII? The machine counts bytes faster than a regex looks for one. */
export function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** Writes a folded text over the last one. */
export function spell(folded: string, isAsciiText: boolean, into: Spelling): void {
  if (folded.length * 3 + SLACK > into.bytes.length) Object.assign(into, withRoom(folded.length * 6));
  const { bytes } = into;
  if (isAsciiText && folded.length < WORTH_A_CALL) {
    for (let at = 0; at < folded.length; at += 1) bytes[at] = folded.charCodeAt(at);
    into.length = folded.length;
  } else into.length = (bytes as Buffer).write(folded, 0, isAsciiText ? 'latin1' : 'utf8');
}

/**
 * Writes a text of any letters as bytes of Latin-1, unfolded: whoever reads it sets CASE_BIT in each byte, which makes
 * the letters of ASCII the same in both cases. Signs that this makes alike, and characters beyond Latin-1, of which the
 * lower byte stays, can only make more look alike. Literals for it are spelt by `loosely`.
 */
export function spellUnfolded(text: string, into: Spelling): void {
  if (text.length + SLACK > into.bytes.length) Object.assign(into, withRoom(text.length * 2));
  into.length = (into.bytes as Buffer).write(text, 0, 'latin1');
}

export function loosely(text: string): Uint8Array {
  return Buffer.from(text, 'latin1').map(byte => byte | CASE_BIT);
}

export const CASE_BIT = 0x20;

/** Leaving the engine's own heap costs as much as writing so many units one by one. */
const WORTH_A_CALL = 24;

function withRoom(room: number): Spelling {
  const bytes = Buffer.alloc(room + SLACK);
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), length: 0 };
}

/** Dashes beyond ASCII as hyphens, so that a literal with ANY_DASH has one spelling for all of them. */
export function alikeDashes(text: string): string {
  return text.replace(/[–—―]/g, '-');
}

/** Texts with a lone surrogate have no UTF-8 of their own; U+FFFD stands for it there. */
export function isSpellable(text: string): boolean {
  return !/\p{Surrogate}|\ufffd/u.test(text);
}

/** The bytes of a folded literal. */
export function literalBytes(text: string): Uint8Array {
  const pieces = text.split(ANY_DASH).map(piece => Buffer.from(piece));
  return Buffer.concat(pieces.flatMap((piece, at) => (at === 0 ? [piece] : [Buffer.of(DASH_BYTE), piece])));
}

/** A text folded as literals are. */
export function folded(text: string, isAsciiText: boolean): string {
  return isAsciiText ? text.toLowerCase() : fold(text);
}
