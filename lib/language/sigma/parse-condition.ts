import type { Diagnostic, Span } from '../../rule/index.ts';
import { error, within } from '../text/index.ts';
import type { Aggregation, Condition } from './ast.ts';
import { parseAggregation } from './parse-aggregation.ts';

export interface ParsedCondition {
  /** Null where there are errors. */
  readonly condition: Condition | null;
  readonly aggregation: Aggregation | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A condition, binding from loosest: `or`, `and`, `not`, `N of pattern`, names and parentheses. Key words in any letter
 * case. `span` is where the text begins. Never throws.
 */
export function parseCondition(text: string, span: Span): ParsedCondition {
  const pipe = text.indexOf('|');
  const diagnostics: Diagnostic[] = [];
  const logic = pipe === -1 ? text : text.slice(0, pipe);
  const condition = new Parser(tokenize(logic), logic.length, span, diagnostics).parse();
  const aggregation = pipe === -1 ? null : parseAggregation(text, pipe + 1, span, diagnostics);
  return { condition: diagnostics.length === 0 ? condition : null, aggregation, diagnostics };
}

interface Token {
  readonly text: string;
  readonly start: number;
}

function tokenize(text: string): Token[] {
  return [...text.matchAll(/[()]|[^\s()]+/g)].map(found => ({ text: found[0], start: found.index }));
}

/** Deeper than any person nests; parsing and everything after it recurse. */
const maxDepth = 100;

class Parser {
  private at = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];
  private readonly end: number;
  private readonly span: Span;
  private readonly diagnostics: Diagnostic[];

  constructor(tokens: readonly Token[], end: number, span: Span, diagnostics: Diagnostic[]) {
    this.tokens = tokens;
    this.end = end;
    this.span = span;
    this.diagnostics = diagnostics;
  }

  parse(): Condition | null {
    const condition = this.either();
    const rest = this.tokens[this.at];
    if (rest !== undefined) {
      const hint = rest.text === ')' ? 'there is no ( for it' : 'join two parts with "and" or "or"';
      this.complain(`unexpected ${quoted(rest.text)}`, rest, hint);
    }
    return condition;
  }

  private either(): Condition | null {
    return this.chain('or', () => this.both());
  }

  private both(): Condition | null {
    return this.chain('and', () => this.negated());
  }

  private chain(op: 'and' | 'or', operand: () => Condition | null): Condition | null {
    const of: Condition[] = [];
    do {
      const next = operand();
      if (next === null) return null;
      of.push(next);
    } while (this.take(op));
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { op, of };
  }

  private negated(): Condition | null {
    let times = 0;
    while (this.take('not')) times += 1;
    const inner = this.operand();
    if (inner === null) return null;
    // A run of `not`s is unwound here, so that its length cannot exhaust the stack.
    if (times === 0) return inner;
    return times % 2 === 1 ? { op: 'not', of: inner } : { op: 'not', of: { op: 'not', of: inner } };
  }

  private operand(): Condition | null {
    const token = this.tokens[this.at];
    if (token === undefined) return this.complain('the condition ends too early', { text: '', start: this.end });
    this.at += 1;
    if (token.text === '(') return this.parenthesized(token);
    if (token.text === ')' || isWord(token, 'and', 'or', 'of'))
      return this.complain(`unexpected ${quoted(token.text)}`, token);
    const next = this.tokens[this.at];
    if (next !== undefined && isWord(next, 'of')) return this.quantified(token);
    return { op: 'name', name: token.text, span: this.spanOf(token, token) };
  }

  private parenthesized(open: Token): Condition | null {
    this.depth += 1;
    if (this.depth > maxDepth) return this.complain(`more than ${maxDepth} nested parentheses`, open);
    const inner = this.either();
    this.depth -= 1;
    if (inner === null) return null;
    return this.take(')') ? inner : this.complain('this ( is never closed', open);
  }

  private quantified(count: Token): Condition | null {
    this.at += 1;
    const pattern = this.tokens[this.at];
    if (pattern === undefined || '()'.includes(pattern.text)) {
      return this.complain(`"${count.text} of" names no searches`, count, 'write "1 of selection*" or "1 of them"');
    }
    this.at += 1;
    const least = leastOf(count.text);
    if (least === null) {
      return this.complain(
        `${quoted(count.text)} is no number of searches`,
        count,
        'write a number above 0, "any" or "all"',
      );
    }
    return { op: 'of', least, pattern: pattern.text, span: this.spanOf(count, pattern) };
  }

  private take(word: string): boolean {
    const token = this.tokens[this.at];
    if (token === undefined || !isWord(token, word)) return false;
    this.at += 1;
    return true;
  }

  private complain(message: string, token: Token, hint = ''): null {
    if (this.diagnostics.length === 0) {
      this.diagnostics.push(error('condition-syntax', message, this.spanOf(token, token), hint));
    }
    this.at = this.tokens.length;
    return null;
  }

  private spanOf(first: Token, last: Token): Span {
    return within(this.span, first.start, last.start + last.text.length);
  }
}

function isWord(token: Token, ...words: readonly string[]): boolean {
  return words.includes(token.text.toLowerCase());
}

function leastOf(count: string): number | 'all' | null {
  const word = count.toLowerCase();
  if (word === 'all') return 'all';
  if (word === 'any') return 1;
  return /^[1-9]\d{0,5}$/.test(word) ? Number(word) : null;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
