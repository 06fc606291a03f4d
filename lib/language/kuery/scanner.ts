import type { Complaints, Range } from '../text/index.ts';
import type { Text } from './ast.ts';

/** Stops a parse after its complaint was added; never leaves this room. */
export class SyntaxStop extends Error {}

const maxDepth = 200;
const special = '\\():<>"*{}';

/**
 * A place in the text. The language has no tokens: a value without quotes may hold blanks, and ends at a special
 * character or before the words `and`, `or` and `not`.
 */
export class Scanner {
  private at = 0;
  private depth = 0;
  private readonly text: string;
  private readonly complaints: Complaints;

  constructor(text: string, complaints: Complaints) {
    this.text = text;
    this.complaints = complaints;
  }

  get position(): number {
    return this.at;
  }

  skipBlank(): void {
    this.at = this.afterBlank(this.at);
  }

  isAtEnd(): boolean {
    this.skipBlank();
    return this.at >= this.text.length;
  }

  sees(sign: string): boolean {
    this.skipBlank();
    return this.text.startsWith(sign, this.at);
  }

  take(sign: string): boolean {
    if (!this.sees(sign)) return false;
    this.at += sign.length;
    return true;
  }

  takeWord(word: 'and' | 'or' | 'not'): boolean {
    this.skipBlank();
    if (this.wordAt(this.at) !== word) return false;
    this.at += word.length;
    return true;
  }

  /** A field name or a value, quoted or not. */
  readText(what: string): Text {
    this.skipBlank();
    return this.text.charAt(this.at) === '"' ? this.readQuoted() : this.readUnquoted(what);
  }

  nested<T>(parse: () => T): T {
    if (++this.depth > maxDepth)
      this.stop(`nested deeper than ${maxDepth} levels`, { start: this.at, end: this.at + 1 });
    const result = parse();
    this.depth--;
    return result;
  }

  stop(message: string, at: Range = { start: this.at, end: this.at + 1 }, hint = ''): never {
    this.complaints.add('error', 'kuery-syntax', message, at, hint);
    throw new SyntaxStop(message);
  }

  /** The next word or sign, for messages. */
  describeNext(): string {
    this.skipBlank();
    const rest = this.text.slice(this.at, this.at + 40);
    return rest === '' ? 'the end of the query' : `"${/^(?:[\w.-]+|.)/su.exec(rest)?.[0] ?? rest.charAt(0)}"`;
  }

  private readQuoted(): Text {
    const start = this.at;
    let content = '';
    for (let i = start + 1; i < this.text.length; ) {
      const c = this.text.charAt(i);
      if (c === '"') {
        this.at = i + 1;
        return { parts: [content], isQuoted: true, range: { start, end: i + 1 } };
      }
      const sequence = c === '\\' ? readEscape(this.text, i, '\\"') : null;
      // A backslash before anything else is a backslash.
      content += sequence === null ? c : sequence.means;
      i += sequence === null ? 1 : sequence.length;
    }
    return this.stop('this quoted text is not closed', { start, end: start + 1 });
  }

  private readUnquoted(what: string): Text {
    const start = this.at;
    const parts: (string | null)[] = [];
    let literal = '';
    let end = start;
    const flush = () => {
      if (literal !== '') parts.push(literal);
      literal = '';
    };
    for (let i = start; i < this.text.length; ) {
      const c = this.text.charAt(i);
      if (/\s/.test(c)) {
        const next = this.afterBlank(i);
        if (next >= this.text.length || this.wordAt(next) !== null || this.endsValue(next)) break;
        literal += this.text.slice(i, next);
        i = next;
        continue;
      }
      if (this.endsValue(i)) break;
      if (i === start && this.wordAt(i) !== null) break;
      if (c === '*') {
        flush();
        if (parts.at(-1) !== null) parts.push(null);
        i++;
      } else if (c === '\\') {
        const sequence = escapedWord(this.text, i) ?? readEscape(this.text, i, special);
        if (sequence === null) {
          this.stop('a backslash must be written \\\\', { start: i, end: i + 1 }, 'or put the value in quotes');
        }
        literal += sequence.means;
        i += sequence.length;
      } else {
        literal += c;
        i++;
      }
      end = i;
    }
    flush();
    if (parts.length === 0) this.stop(`expected ${what}, found ${this.describeNext()}`);
    this.at = end;
    return { parts, isQuoted: false, range: { start, end } };
  }

  private endsValue(at: number): boolean {
    const c = this.text.charAt(at);
    return c !== '' && '():<>"{}'.includes(c);
  }

  private wordAt(at: number): string | null {
    const found = /^(and|or|not)(?=[\s(]|$)/i.exec(this.text.slice(at, at + 4));
    return found === null ? null : (found[1] ?? '').toLowerCase();
  }

  private afterBlank(from: number): number {
    let at = from;
    while (at < this.text.length && /\s/.test(this.text.charAt(at))) at++;
    return at;
  }
}

const blanks: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

function readEscape(text: string, at: number, known: string): { means: string; length: number } | null {
  const letter = text.charAt(at + 1);
  if (Object.hasOwn(blanks, letter)) return { means: blanks[letter] ?? '', length: 2 };
  const unicode = /^u([0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 6));
  if (unicode !== null) return { means: String.fromCharCode(Number.parseInt(unicode[1] ?? '', 16)), length: 6 };
  return letter !== '' && known.includes(letter) ? { means: letter, length: 2 } : null;
}

/** `\and`, `\or` and `\not` are words of a value. */
function escapedWord(text: string, at: number): { means: string; length: number } | null {
  const word = /^(?:and|or|not)(?!\w)/i.exec(text.slice(at + 1, at + 5))?.[0];
  return word === undefined ? null : { means: word, length: word.length + 1 };
}
