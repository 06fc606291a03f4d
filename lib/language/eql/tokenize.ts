import type { Complaints, Range } from '../text/index.ts';

/** `name` is a word, `quoted` one in backticks, `symbol` an operator or bracket. The last token is always `end`. */
export interface Token extends Range {
  readonly kind: 'name' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';
  /** A name, symbol or number as written; the content of a string or quoted name, escapes undone. */
  readonly text: string;
  /** Is a `~` attached, as in `like~` and `endsWith~`? */
  readonly tilde: boolean;
}

/** Returns null after a complaint about text that is no token. */
export function tokenize(text: string, complaints: Complaints): readonly Token[] | null {
  const tokens: Token[] = [];
  for (let at = skipBlank(text, 0, complaints); ; at = skipBlank(text, at, complaints)) {
    if (at < 0) return null;
    if (at >= text.length) break;
    const token = nextToken(text, at, complaints);
    if (token === null) return null;
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', tilde: false, start: text.length, end: text.length });
  return tokens;
}

const name = /[A-Za-z_@][A-Za-z0-9_]*~?/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const symbol = /!\[|==|!=|<=|>=|[<>:=+\-*/%(),.?[\]|]/y;

function nextToken(text: string, at: number, complaints: Complaints): Token | null {
  const first = text.charAt(at);
  if (first === '"') return text.startsWith('"""', at) ? rawString(text, at, complaints) : string(text, at, complaints);
  if (first === '`') return backticked(text, at, complaints);
  if (first === "'") {
    complaints.add(
      'error',
      'eql-syntax',
      'strings in single quotes are not EQL',
      wordAt(text, at),
      'use double quotes',
    );
    return null;
  }
  const word = matchAt(name, text, at);
  if (word !== null) {
    const tilde = word.endsWith('~');
    return { kind: 'name', text: tilde ? word.slice(0, -1) : word, tilde, start: at, end: at + word.length };
  }
  const digits = matchAt(number, text, at);
  if (digits !== null) return { kind: 'number', text: digits, tilde: false, start: at, end: at + digits.length };
  const sign = matchAt(symbol, text, at);
  if (sign !== null) return { kind: 'symbol', text: sign, tilde: false, start: at, end: at + sign.length };
  const found = String.fromCodePoint(text.codePointAt(at) ?? 0);
  complaints.add('error', 'eql-syntax', `unexpected character ${JSON.stringify(found)}`, {
    start: at,
    end: at + found.length,
  });
  return null;
}

function string(text: string, at: number, complaints: Complaints): Token | null {
  let content = '';
  for (let i = at + 1; i < text.length; ) {
    const c = text.charAt(i);
    if (c === '"') return { kind: 'string', text: content, tilde: false, start: at, end: i + 1 };
    if (c === '\n' || c === '\r') break;
    if (c !== '\\') {
      content += c;
      i++;
      continue;
    }
    const sequence = readEscape(text, i);
    if (sequence === null) {
      const bad = { start: i, end: Math.min(i + 2, text.length) };
      const hint = 'known are \\n \\r \\t \\\\ \\" and \\u{200f}; for a backslash write \\\\, or use """raw text"""';
      complaints.add('error', 'eql-syntax', `unknown escape ${JSON.stringify(text.slice(i, i + 2))}`, bad, hint);
      return null;
    }
    content += sequence.means;
    i += sequence.length;
  }
  complaints.add('error', 'eql-syntax', 'this string has no closing quote', { start: at, end: at + 1 });
  return null;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

function readEscape(text: string, at: number): { means: string; length: number } | null {
  const letter = text.charAt(at + 1);
  if (Object.hasOwn(simpleEscapes, letter)) return { means: simpleEscapes[letter] ?? '', length: 2 };
  const unicode = matchAt(/\\u\{([0-9a-fA-F]{2,8})\}/y, text, at);
  if (unicode === null) return null;
  const point = Number.parseInt(unicode.slice(3, -1), 16);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
  return { means: String.fromCodePoint(point), length: unicode.length };
}

function rawString(text: string, at: number, complaints: Complaints): Token | null {
  let close = text.indexOf('"""', at + 3);
  if (close < 0) {
    complaints.add('error', 'eql-syntax', 'this raw string has no closing """', { start: at, end: at + 3 });
    return null;
  }
  // A raw text may end with quotes of its own: """say "hi"""" closes with the last three of them, two at most being text.
  for (let extra = 0; extra < 2 && text.charAt(close + 3) === '"'; extra++) close++;
  return { kind: 'string', text: text.slice(at + 3, close), tilde: false, start: at, end: close + 3 };
}

function backticked(text: string, at: number, complaints: Complaints): Token | null {
  const quoted = matchAt(/`(?:[^`]|``)*`/y, text, at);
  if (quoted === null || quoted.length === 2) {
    const message = quoted === null ? 'this name has no closing backtick' : 'a name cannot be empty';
    complaints.add('error', 'eql-syntax', message, { start: at, end: at + (quoted?.length ?? 1) });
    return null;
  }
  const content = quoted.slice(1, -1).replaceAll('``', '`');
  return { kind: 'quoted', text: content, tilde: false, start: at, end: at + quoted.length };
}

/** Over blanks and comments; -1 after a complaint about a comment without an end. */
function skipBlank(text: string, from: number, complaints: Complaints): number {
  let at = from;
  for (;;) {
    at += matchAt(/\s+/y, text, at)?.length ?? 0;
    if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end + 1;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) {
        complaints.add('error', 'eql-syntax', 'this comment has no closing */', { start: at, end: at + 2 });
        return -1;
      }
      at = end + 2;
    } else {
      return at;
    }
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function wordAt(text: string, at: number): Range {
  return { start: at, end: at + (matchAt(/\S+/y, text, at)?.length ?? 1) };
}
