/** A text inside another: what it says, and for each of its units (and its end) where that stands outside. */
export interface EmbeddedText {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** The TOML string that begins at `start`; null where none does. */
export function decodeTomlString(source: string, start: number): EmbeddedText | null {
  const quote = ['"""', "'''", '"', "'"].find(candidate => source.startsWith(candidate, start));
  if (quote === undefined) return null;
  const isMultiline = quote.length === 3;
  let begin = start + quote.length;
  // A line end right after the opening quotes is not part of the text.
  if (isMultiline) begin += /^\r?\n/.exec(source.slice(begin, begin + 2))?.[0].length ?? 0;
  return decode(source, begin, quote, quote.startsWith('"') ? tomlEscape : null);
}

/** The JSON string that begins at `start`; null where none does. */
export function decodeJsonString(source: string, start: number): EmbeddedText | null {
  return source.charAt(start) === '"' ? decode(source, start + 1, '"', jsonEscape) : null;
}

interface Escape {
  readonly means: string;
  readonly length: number;
}

function decode(
  source: string,
  begin: number,
  quote: string,
  escapeAt: ((source: string, at: number) => Escape | null) | null,
): EmbeddedText | null {
  let text = '';
  const offsets: number[] = [];
  for (let at = begin; at < source.length; ) {
    if (source.startsWith(quote, at)) {
      // Up to two quotes more may belong to the text of a multi-line string.
      while (quote.length === 3 && source.startsWith(quote, at + 1)) {
        offsets.push(at);
        text += source.charAt(at++);
      }
      offsets.push(at);
      return { text, offsets };
    }
    const found =
      escapeAt !== null && source.charAt(at) === '\\' ? escapeAt(source, at) : { means: source.charAt(at), length: 1 };
    if (found === null) return null;
    for (let unit = 0; unit < found.means.length; unit++) offsets.push(at);
    text += found.means;
    at += found.length;
  }
  return null;
}

const letters: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\x1b',
  '"': '"',
  '\\': '\\',
  '/': '/',
};

function jsonEscape(source: string, at: number): Escape | null {
  const letter = source.charAt(at + 1);
  if (Object.hasOwn(letters, letter)) return { means: letters[letter] ?? '', length: 2 };
  const unicode = /^u([0-9a-fA-F]{4})/.exec(source.slice(at + 1, at + 6));
  return unicode === null ? null : { means: String.fromCharCode(Number.parseInt(unicode[1] ?? '', 16)), length: 6 };
}

function tomlEscape(source: string, at: number): Escape | null {
  // A backslash at the end of a line takes all blanks up to the next text away.
  const joined = /^[ \t]*\r?\n\s*/.exec(source.slice(at + 1, at + 4096));
  if (joined !== null) return { means: '', length: 1 + joined[0].length };
  const unicode = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(source.slice(at + 1, at + 10));
  if (unicode === null) return jsonEscape(source, at);
  const point = Number.parseInt(unicode[1] ?? unicode[2] ?? unicode[3] ?? '', 16);
  return point > 0x10ffff ? null : { means: String.fromCodePoint(point), length: 1 + unicode[0].length };
}
