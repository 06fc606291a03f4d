import type { RegexTest } from '../../ir/index.ts';

/** What a Lucene regular expression could not be turned into, and what to do about it. */
export interface RegexProblem {
  readonly problem: string;
  readonly hint: string;
}

/**
 * Lucene's regular expressions in ECMAScript's syntax. They fit the whole text; `^` and `$` are plain characters, `.`
 * is any character, `@` any text, `"…"` literal text, `<1-9>` an interval of whole numbers. Intersection (`&`) and
 * complement (`~`) have no counterpart that runs in linear time, and are refused.
 */
export function lowerRegex(source: string, ignoresCase: boolean): { readonly test: RegexTest } | RegexProblem {
  try {
    const pattern = new LuceneReader(source).read();
    const flags = ignoresCase ? 'isu' : 'su';
    new RegExp(pattern, flags);
    return { test: { is: 'regex', pattern, flags, asText: 'scalars', literals: [], engine: 'linear' } };
  } catch (error) {
    if (error instanceof RegexStop) return { problem: error.message, hint: error.hint };
    if (error instanceof SyntaxError) return { problem: `not a regular expression: ${error.message}`, hint: '' };
    throw error;
  }
}

class RegexStop extends Error {
  readonly hint: string;
  constructor(message: string, hint = '') {
    super(message);
    this.hint = hint;
  }
}

/** Deeper nesting is no rule but an attack on the stack. */
const maxDepth = 100;
/** A repetition beyond this costs an automaton too many states; Elasticsearch has a like limit. */
const maxRepeat = 1000;
const maxInterval = 1000;

class LuceneReader {
  private at = 0;
  private depth = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  read(): string {
    const body = this.union();
    if (this.at < this.source.length) throw new RegexStop(`unexpected ${JSON.stringify(this.source.charAt(this.at))}`);
    return `^(?:${body})$`;
  }

  private union(): string {
    if (++this.depth > maxDepth) throw new RegexStop(`nested deeper than ${maxDepth} levels`);
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    this.depth--;
    return parts.join('|');
  }

  private sequence(): string {
    let found = '';
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) found += this.repeated();
    return found;
  }

  private repeated(): string {
    let atom = this.atom();
    for (;;) {
      const next = this.source.charAt(this.at);
      if (next !== '' && '?*+'.includes(next)) {
        this.at++;
        // Lucene has no lazy repetition: a second sign repeats what is already repeated.
        atom = `${grouped(atom)}${next}`;
      } else if (next === '{') {
        atom = `${grouped(atom)}${this.bounds()}`;
      } else {
        return atom;
      }
    }
  }

  private bounds(): string {
    const found = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.source.slice(this.at, this.at + 30));
    if (found === null) throw new RegexStop('"{" begins a count such as {2,5}', 'write \\{ for the character');
    this.at += found[0].length;
    const least = Number(found[1]);
    const most = found[3] === undefined || found[3] === '' ? least : Number(found[3]);
    if (least > maxRepeat || most > maxRepeat) throw new RegexStop(`a count above ${maxRepeat}`);
    if (most < least) throw new RegexStop('the counts are out of order');
    return found[0];
  }

  private atom(): string {
    const c = this.character();
    switch (c) {
      case '.':
        return '.';
      case '@':
        return '(?:.*)';
      case '(': {
        const inner = this.union();
        if (!this.take(')')) throw new RegexStop('"(" is not closed');
        return `(?:${inner})`;
      }
      case '[':
        return this.characterClass();
      case '"':
        return this.quoted();
      case '<':
        return this.interval();
      case '\\':
        return this.escaped();
      case '#':
      case '~':
      case '&':
        throw new RegexStop(`the operator "${c}" is not supported`, `write \\${c} for the character`);
      case '?':
      case '*':
      case '+':
      case '{':
        throw new RegexStop(`nothing to repeat before "${c}"`, `write \\${c} for the character`);
      default:
        return literal(c);
    }
  }

  private characterClass(): string {
    const negated = this.take('^');
    let members = '';
    for (let first = true; first || this.source.charAt(this.at) !== ']'; first = false) {
      if (this.at >= this.source.length) throw new RegexStop('"[" is not closed');
      const from = this.classMember();
      if (this.source.charAt(this.at) === '-' && this.source.charAt(this.at + 1) !== ']') {
        this.at++;
        const to = this.classMember();
        members += `${from}-${to}`;
      } else {
        members += from;
      }
    }
    this.at++;
    return `[${negated ? '^' : ''}${members}]`;
  }

  private classMember(): string {
    const c = this.character();
    if (c !== '\\') return inClass(c);
    const escaped = this.character();
    return /^[dDwWsS]$/.test(escaped) ? asciiClass(escaped, true) : inClass(escaped);
  }

  private escaped(): string {
    const c = this.character();
    return /^[dDwWsS]$/.test(c) ? asciiClass(c, false) : literal(c);
  }

  private quoted(): string {
    const end = this.source.indexOf('"', this.at);
    if (end < 0) throw new RegexStop("'\"' is not closed", 'write \\" for the character');
    const text = this.source.slice(this.at, end);
    this.at = end + 1;
    return `(?:${[...text].map(literal).join('')})`;
  }

  private interval(): string {
    const found = /^(\d{1,9})-(\d{1,9})>/.exec(this.source.slice(this.at, this.at + 21));
    if (found === null) throw new RegexStop('"<" begins an interval such as <1-100>', 'write \\< for the character');
    this.at += found[0].length;
    const bounds = [Number(found[1]), Number(found[2])];
    const [least, most] = [Math.min(...bounds), Math.max(...bounds)];
    if (most - least >= maxInterval) throw new RegexStop(`an interval of more than ${maxInterval} numbers`);
    // Bounds written with the same number of digits fix that number, with zeros in front.
    const width = found[1]?.length === found[2]?.length ? (found[1]?.length ?? 0) : 0;
    const numbers = Array.from({ length: most - least + 1 }, (_, index) => String(least + index).padStart(width, '0'));
    return `(?:${width === 0 ? '0*' : ''}(?:${numbers.join('|')}))`;
  }

  private character(): string {
    const point = this.source.codePointAt(this.at);
    if (point === undefined) throw new RegexStop('the pattern ends too early');
    const c = String.fromCodePoint(point);
    this.at += c.length;
    return c;
  }

  private take(c: string): boolean {
    if (this.source.charAt(this.at) !== c) return false;
    this.at++;
    return true;
  }
}

/** What a repetition takes as one: a character, a class or a group; anything else is made a group. */
function grouped(atom: string): string {
  return /^(?:[^\\]|\\.|\[(?:[^\]\\]|\\.)*\])$/su.test(atom) ? atom : `(?:${atom})`;
}

function literal(c: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
}

function inClass(c: string): string {
  return /[\\\]^[-]/.test(c) ? `\\${c}` : c;
}

const classes: Readonly<Record<string, string>> = { d: '0-9', w: 'a-zA-Z0-9_', s: ' \\t\\n\\r' };

/** Lucene's classes are ASCII. A negated one inside of a class is JavaScript's own, which differs in white space only. */
function asciiClass(letter: string, isInside: boolean): string {
  const members = classes[letter.toLowerCase()] ?? '';
  const isNegated = letter !== letter.toLowerCase();
  if (isInside) return isNegated ? `\\${letter}` : members;
  return `[${isNegated ? '^' : ''}${members}]`;
}
