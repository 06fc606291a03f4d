import type { Random } from './random.ts';

/**
 * A text that fits a regular expression, as nearly as can be told without looking back: one of the alternatives, one
 * member of each class, few repetitions. Anchors and word edges are taken for granted.
 */
export function sampleRegex(pattern: string, random: Random): string {
  return new Sampler(pattern, random).alternatives();
}

const mostExtra = 2;
const mostRepeats = 300;

class Sampler {
  private at = 0;
  private readonly pattern: string;
  private readonly random: Random;

  constructor(pattern: string, random: Random) {
    this.pattern = pattern;
    this.random = random;
  }

  alternatives(): string {
    const found = [this.sequence()];
    while (this.take('|')) found.push(this.sequence());
    return this.random.pick(found) ?? '';
  }

  private sequence(): string {
    let text = '';
    while (this.at < this.pattern.length && !'|)'.includes(this.peek())) {
      const start = this.at;
      const first = this.atom();
      const end = this.at;
      const times = this.times();
      if (times > 0) text += first;
      // Each repetition is a sample of its own.
      const after = this.at;
      for (let more = 1; more < times; more++) {
        this.at = start;
        text += this.atom();
        if (this.at !== end) break;
      }
      this.at = after;
    }
    return text;
  }

  private times(): number {
    const bounds = /(?:[*+?]|\{(\d+)(,(\d*))?\})\??/y;
    bounds.lastIndex = this.at;
    const found = bounds.exec(this.pattern);
    if (found === null) return 1;
    this.at = bounds.lastIndex;
    const [written, least = '', comma, most = ''] = found;
    if (written.startsWith('?')) return this.random.below(2);
    if (written.startsWith('*')) return this.random.below(mostExtra + 1);
    if (written.startsWith('+')) return 1 + this.random.below(mostExtra);
    const from = Math.min(Number(least), mostRepeats);
    if (comma === undefined) return from;
    const to = most === '' ? from + mostExtra : Math.min(Number(most), from + mostExtra);
    return from + this.random.below(Math.max(1, to - from + 1));
  }

  private atom(): string {
    const character = this.next();
    switch (character) {
      case '^':
      case '$':
        return '';
      case '.':
        return this.random.pick(['x', '7', ' ', '/']) ?? 'x';
      case '(': {
        this.skip(/\?(?:[:=!>]|<[=!]|P?<\w+>|[a-z]*(?:-[a-z]+)?:)/y);
        const inner = this.alternatives();
        this.take(')');
        return inner;
      }
      case '[':
        return this.member();
      case '\\':
        return this.escaped();
      default:
        return character;
    }
  }

  private escaped(): string {
    const character = this.next();
    if (character === 'x') return this.code(/[0-9A-Fa-f]{2}|\{[0-9A-Fa-f]+\}/y);
    if (character === 'u') return this.code(/[0-9A-Fa-f]{4}|\{[0-9A-Fa-f]+\}/y);
    const named = escapes[character];
    return named === undefined ? character : (this.random.pick([...named]) ?? '');
  }

  private code(digits: RegExp): string {
    const code = Number.parseInt(this.skip(digits).replace(/[{}]/g, ''), 16);
    return Number.isNaN(code) || code > 0x10ffff ? '' : String.fromCodePoint(code);
  }

  /** One member of a class; of a negated one, a common character that is not. */
  private member(): string {
    const isNegated = this.take('^');
    const members: string[] = [];
    for (let isFirst = true; this.at < this.pattern.length && (isFirst || this.peek() !== ']'); isFirst = false) {
      const from = this.classCharacter();
      const isRange = this.peek() === '-' && this.pattern.charAt(this.at + 1) !== ']';
      if (!isRange) members.push(from);
      else {
        this.at += 1;
        const [low, high] = [from.codePointAt(0) ?? 0, this.classCharacter().codePointAt(0) ?? 0];
        if (!isNegated) members.push(String.fromCodePoint(low + this.random.below(Math.max(1, high - low + 1))));
        else for (let code = low; code <= Math.min(high, 0x7f); code++) members.push(String.fromCodePoint(code));
      }
    }
    this.take(']');
    if (!isNegated) return this.random.pick(members) ?? '';
    return this.random.pick([...'xQ7-_ /.~"'].filter(each => !members.includes(each))) ?? '';
  }

  private classCharacter(): string {
    const character = this.next();
    return character === '\\' ? this.escaped() : character;
  }

  private peek(): string {
    return this.pattern.charAt(this.at);
  }

  private next(): string {
    const character = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    this.at += character.length;
    return character;
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at += 1;
    return true;
  }

  private skip(what: RegExp): string {
    what.lastIndex = this.at;
    const found = what.exec(this.pattern)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}

/** What an escape may stand for; of anchors, nothing. */
const escapes: Readonly<Record<string, string>> = {
  d: '0123456789',
  w: 'abcXYZ019_',
  s: ' \t',
  D: 'x-',
  W: ' -/',
  S: 'x7',
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
  b: '',
  B: '',
};
