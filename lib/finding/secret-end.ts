import { redacted } from './redacted.ts';

/**
 * Replaces what `marker` announces: from the end of each of its matches to where `endOf` says that the secret ends.
 * `endOf` answers its own argument where there is no secret after all. The marker must have the flags `g` and no
 * unbounded repetition: then each character is looked at a fixed number of times.
 */
export function hideAfter(
  text: string,
  marker: RegExp,
  endOf: (text: string, from: number, marker: string) => number,
): string {
  let out = '';
  let copied = 0;
  marker.lastIndex = 0;
  for (let found = marker.exec(text); found !== null; found = marker.exec(text)) {
    const from = marker.lastIndex;
    const end = text.startsWith(redacted, from) ? from : endOf(text, from, found[0]);
    if (end > from) {
      out += text.slice(copied, from) + redacted;
      copied = end;
      marker.lastIndex = end;
    } else if (found[0] === '') marker.lastIndex = from + 1;
  }
  return copied === 0 ? text : out + text.slice(copied);
}

/** Where a value ends as shells and connection strings write it: quoted pieces and bare ones, up to a blank or `;&|<>`. */
export function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const quote = quoteAt(text, at);
    if (quote !== null) {
      // In the middle of a word a quote may close what stood around it all: `"mysql --password=x"`.
      if (at > from && closesAround(text, quote.end)) return at;
      const close = quotedEnd(text, quote);
      if (close === text.length && at > from) return at;
      if (closesAround(text, close)) return close;
      at = close;
    } else if (isWordEnd(text.charCodeAt(at))) return at;
    else at += text[at] === '\\' ? 2 : 1;
  }
  return text.length;
}

/** Where a literal of SQL, JSON or JavaScript ends; `from` when none begins there. */
export function literalEnd(text: string, from: number): number {
  const prefix = /^(?:[eEnNbBxX]|[uU]&)?(?=['"`\\])/.exec(text.slice(from, from + 3))?.[0].length ?? 0;
  const quote = quoteAt(text, from + prefix);
  if (quote !== null) return quotedEnd(text, quote);
  const dollar = /^\$\w{0,63}\$/.exec(text.slice(from, from + 65))?.[0];
  if (dollar === undefined) return from;
  const close = text.indexOf(dollar, from + dollar.length);
  return close < 0 ? text.length : close + dollar.length;
}

interface Quote {
  readonly mark: string;
  /** Backslashes before the mark: a quote inside JSON inside JSON has three. */
  readonly depth: number;
  readonly end: number;
}

const deepestQuote = 15;

function quoteAt(text: string, at: number): Quote | null {
  let depth = 0;
  while (depth <= deepestQuote && text[at + depth] === '\\') depth++;
  const mark = text[at + depth];
  if (mark !== '"' && mark !== "'" && mark !== '`') return null;
  return { mark, depth, end: at + depth + 1 };
}

/** After the quote that closes it, or the end of the text. Doubled quotes and deeper backslashes belong to the value. */
function quotedEnd(text: string, quote: Quote): number {
  let slashes = 0;
  for (let at = quote.end; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') {
      slashes++;
      continue;
    }
    // Without backslashes of its own a quote is escaped by an odd number; with some, fewer of them close an outer text.
    const closes = character === quote.mark && (quote.depth === 0 ? slashes % 2 === 0 : slashes <= quote.depth);
    slashes = 0;
    if (!closes) continue;
    if (quote.depth === 0 && text[at + 1] === quote.mark) at++;
    else return at + 1;
  }
  return text.length;
}

function closesAround(text: string, after: number): boolean {
  return after >= text.length || /[\s,}\])>;:|&\\]/.test(text[after] ?? '');
}

function isWordEnd(unit: number): boolean {
  // Space and controls; `;` `&` `|` `<` `>`.
  return unit <= 32 || unit === 59 || unit === 38 || unit === 124 || unit === 60 || unit === 62 || unit === 0xa0;
}
