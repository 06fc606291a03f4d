import { redacted } from './redacted.ts';

/**
 * Hides the password of `scheme://user:password@host`, also where it holds `/` or `@` that should have been encoded.
 * Ends of words and positions of `@` are found once per word, so many `://` in one word cost no more than one.
 */
export function redactUris(text: string): string {
  if (!text.includes('://')) return text;
  let out = '';
  let copied = 0;
  let word = { end: 0, lastAt: -1 };
  for (let colon = text.indexOf('://'); colon >= 0; colon = text.indexOf('://', colon + 3)) {
    const from = colon + 3;
    if (from < copied) continue;
    if (from >= word.end) word = wordAround(text, from);
    const secret = secretOf(text, from, word);
    if (secret === null) continue;
    out += text.slice(copied, secret.from) + redacted;
    copied = secret.to;
  }
  return copied === 0 ? text : out + text.slice(copied);
}

/** A user name as long as this, alone before the `@`, is a token. */
const tokenLength = 20;

function wordAround(text: string, from: number): { end: number; lastAt: number } {
  let end = from;
  let lastAt = -1;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit <= 32 || unit === 34 || unit === 39 || unit === 60 || unit === 62 || unit === 96) break;
    if (unit === 64) lastAt = end;
  }
  return { end, lastAt };
}

function secretOf(text: string, from: number, word: { end: number; lastAt: number }) {
  if (word.lastAt < from) return null;
  let slash = from;
  let colon = -1;
  let at = -1;
  for (; slash < word.end && !'/?#'.includes(text[slash] ?? ''); slash++) {
    if (text[slash] === ':' && colon < 0) colon = slash;
    if (text[slash] === '@') at = slash;
  }
  if (at >= 0 && (colon < 0 || colon > at)) return at - from >= tokenLength ? { from, to: at } : null;
  if (colon < 0) return null;
  if (at >= 0) return { from: colon + 1, to: isWeb(text, from) ? at : lastUserEnd(text, at, word) };
  // Not a port, and an `@` comes later: the password itself holds the slash.
  return /^\d{1,5}$/.test(text.slice(colon + 1, slash)) || slash === colon + 1
    ? null
    : { from: colon + 1, to: word.lastAt };
}

/** Paths of the web hold `@`; those of databases do not, so there a later one still belongs to the password. */
function isWeb(text: string, from: number): boolean {
  return /https?:\/\/$/i.test(text.slice(Math.max(0, from - 8), from));
}

function lastUserEnd(text: string, at: number, word: { end: number; lastAt: number }): number {
  if (word.lastAt === at) return at;
  const query = text.indexOf('?', at);
  return query < 0 || query > word.lastAt ? word.lastAt : Math.max(at, text.lastIndexOf('@', query));
}
