import { anything, type CharRange, classes, complement, posixClasses, union, withBothCases } from './char-set.ts';
import { readEscape } from './regex-escape.ts';
import { empty, type RegexNode } from './regex-node.ts';
import { RegexProblem } from './regex-problem.ts';

export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/**
 * Reads what PCRE, RE2 and ECMAScript have in common, and their spellings of it: inline flags, named groups, POSIX
 * classes, `\A`, `\z`, `\Q…\E`, `\x{…}`. Throws a RegexProblem at what none of them allows or no linear-time engine runs.
 */
export function parseRegex(source: string, flags: RegexFlags): RegexNode {
  return new RegexParser(source, flags).parse();
}

/** Counted repeats above are refused by linear-time engines, and none is needed in a rule. */
const maxRepeat = 1000;
const maxDepth = 200;

class RegexParser {
  private at = 0;
  private depth = 0;
  private readonly source: string;
  private flags: RegexFlags;

  constructor(source: string, flags: RegexFlags) {
    this.source = source;
    this.flags = flags;
  }

  parse(): RegexNode {
    const node = this.alternatives();
    if (this.at < this.source.length) throw new RegexProblem('this ) closes nothing', 'escape it as \\)');
    return node;
  }

  /** Inline flags hold to the end of the group they stand in. */
  private alternatives(): RegexNode {
    const outer = this.flags;
    this.depth += 1;
    if (this.depth > maxDepth) throw new RegexProblem(`groups nest deeper than ${maxDepth}`, '');
    const of = [this.sequence()];
    while (this.take('|')) of.push(this.sequence());
    this.depth -= 1;
    this.flags = outer;
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { node: 'either', of };
  }

  private sequence(): RegexNode {
    const of: RegexNode[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.peek())) {
      for (const atom of this.atoms()) of.push(atom);
      this.quantify(of);
    }
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { node: 'sequence', of };
  }

  /** One atom; several for `\Q…\E`, whose last one a quantifier binds to. */
  private atoms(): RegexNode[] {
    const character = this.next();
    switch (character) {
      case '.':
        return [{ node: 'set', ranges: this.flags.dotAll ? anything : complement(classes.lineFeed) }];
      case '^':
        return [{ node: 'anchor', at: this.flags.multiline ? 'line-start' : 'start' }];
      case '$':
        return [{ node: 'anchor', at: this.flags.multiline ? 'line-end' : 'end' }];
      case '(':
        return [this.group()];
      case '[':
        return [this.set(this.characterClass())];
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw new RegexProblem(`${character} repeats nothing`, `escape it as \\${character}`);
      default:
        return [this.literal(character)];
    }
  }

  private quantify(of: RegexNode[]): void {
    for (;;) {
      const bounds = this.bounds();
      if (bounds === null) return;
      const repeated = of.pop();
      if (repeated === undefined) throw new RegexProblem('a quantifier repeats nothing', 'escape it');
      if (bounds.min > maxRepeat || (bounds.max ?? 0) > maxRepeat) {
        throw new RegexProblem(`a repeat of more than ${maxRepeat}`, 'use + or *');
      }
      if (bounds.max !== null && bounds.max < bounds.min) throw new RegexProblem('a repeat from more to less', '');
      if (this.take('+')) throw new RegexProblem('possessive quantifiers are not supported', 'leave out the second +');
      // Laziness changes which match is found first, not whether there is one.
      this.take('?');
      of.push({ node: 'repeat', of: repeated, ...bounds });
    }
  }

  private bounds(): { readonly min: number; readonly max: number | null } | null {
    if (this.take('*')) return { min: 0, max: null };
    if (this.take('+')) return { min: 1, max: null };
    if (this.take('?')) return { min: 0, max: 1 };
    const counted = /\{(\d{1,9})(,(\d{0,9}))?\}/y;
    counted.lastIndex = this.at;
    const found = counted.exec(this.source);
    if (found === null) return null;
    this.at = counted.lastIndex;
    const min = Number(found[1]);
    if (found[2] === undefined) return { min, max: min };
    return { min, max: found[3] === '' ? null : Number(found[3]) };
  }

  private group(): RegexNode {
    if (!this.take('?')) return this.closed();
    const named = /P?<[A-Za-z_]\w*>|'[A-Za-z_]\w*'/y;
    named.lastIndex = this.at;
    if (named.test(this.source)) {
      this.at = named.lastIndex;
      return this.closed();
    }
    if (this.take(':')) return this.closed();
    if (this.take('#')) return this.comment();
    if (/^(?:=|!|<=|<!)/.test(this.source.slice(this.at, this.at + 2))) {
      throw new RegexProblem('look-around is not supported', 'Sigma leaves it out: use a second condition with "not"');
    }
    if (this.take('>')) throw new RegexProblem('atomic groups are not supported', 'write (?: instead of (?>');
    return this.flagGroup();
  }

  private closed(): RegexNode {
    const node = this.alternatives();
    if (!this.take(')')) throw new RegexProblem('a ( is never closed', 'add ) or escape it as \\(');
    return node;
  }

  private comment(): RegexNode {
    const end = this.source.indexOf(')', this.at);
    if (end === -1) throw new RegexProblem('a comment is never closed', 'add )');
    this.at = end + 1;
    return empty;
  }

  private flagGroup(): RegexNode {
    const form = /([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/y;
    form.lastIndex = this.at;
    const found = form.exec(this.source);
    if (found === null) throw new RegexProblem(`(?${this.peek()} is no group that is known`, '');
    this.at = form.lastIndex;
    const [, on = '', off = '', end] = found;
    const unknown = /[^ims]/.exec(on + off)?.[0];
    if (unknown !== undefined) throw new RegexProblem(`the flag ${unknown} is not supported`, 'flags are i, m and s');
    const outer = this.flags;
    this.flags = {
      ignoreCase: !off.includes('i') && (on.includes('i') || outer.ignoreCase),
      multiline: !off.includes('m') && (on.includes('m') || outer.multiline),
      dotAll: !off.includes('s') && (on.includes('s') || outer.dotAll),
    };
    if (end === ')') return empty;
    const node = this.closed();
    this.flags = outer;
    return node;
  }

  private escape(): RegexNode[] {
    if (this.take('Q')) {
      const end = this.source.indexOf('\\E', this.at);
      const text = this.source.slice(this.at, end === -1 ? undefined : end);
      this.at = end === -1 ? this.source.length : end + 2;
      return [...text].map(character => this.literal(character));
    }
    if (this.take('E')) return [];
    const escaped = readEscape(this.source, this.at);
    this.at = escaped.end;
    return [escaped.kind === 'set' ? this.set(escaped.ranges) : { node: 'anchor', at: escaped.at }];
  }

  private characterClass(): readonly CharRange[] {
    const isNegated = this.take('^');
    const ranges: CharRange[] = [];
    for (let isFirst = true; ; isFirst = false) {
      if (this.at >= this.source.length) throw new RegexProblem('a [ is never closed', 'add ] or escape it as \\[');
      if (!isFirst && this.take(']')) break;
      ranges.push(...this.classMember());
    }
    const all = this.flags.ignoreCase ? withBothCases(union(ranges)) : union(ranges);
    return isNegated ? complement(all) : all;
  }

  private classMember(): readonly CharRange[] {
    const posix = /\[:(\^?)([a-z]+):\]/y;
    posix.lastIndex = this.at;
    const named = posix.exec(this.source);
    if (named !== null) {
      this.at = posix.lastIndex;
      const ranges = Object.hasOwn(posixClasses, named[2] ?? '') ? posixClasses[named[2] ?? ''] : undefined;
      if (ranges === undefined) throw new RegexProblem(`${named[0]} is no class that is known`, '');
      return named[1] === '^' ? complement(ranges) : ranges;
    }
    const from = this.classCharacter();
    if (typeof from !== 'number') return from;
    if (this.peek() !== '-' || this.source[this.at + 1] === ']' || this.at + 1 >= this.source.length)
      return [[from, from]];
    this.at += 1;
    const to = this.classCharacter();
    if (typeof to !== 'number') return [[from, from], [0x2d, 0x2d], ...to];
    if (to < from) throw new RegexProblem('a class has a range from more to less', 'put the lower character first');
    return [[from, to]];
  }

  private classCharacter(): number | readonly CharRange[] {
    const character = this.next();
    if (character !== '\\') return character.codePointAt(0) ?? 0;
    if (this.take('b')) return 0x08;
    const escaped = readEscape(this.source, this.at);
    this.at = escaped.end;
    if (escaped.kind === 'anchor') throw new RegexProblem('an anchor stands in a class', 'move it out of the [ ]');
    const [only] = escaped.ranges;
    return escaped.ranges.length === 1 && only !== undefined && only[0] === only[1] ? only[0] : escaped.ranges;
  }

  private literal(character: string): RegexNode {
    const code = character.codePointAt(0) ?? 0;
    return this.set([[code, code]]);
  }

  private set(ranges: readonly CharRange[]): RegexNode {
    return { node: 'set', ranges: this.flags.ignoreCase ? withBothCases(ranges) : ranges };
  }

  private peek(): string {
    return this.source[this.at] ?? '';
  }

  private next(): string {
    const character = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
    this.at += character.length;
    return character;
  }

  private take(character: string): boolean {
    if (this.source[this.at] !== character) return false;
    this.at += 1;
    return true;
  }
}
