import type { Complaints, Range } from '../text/index.ts';
import type { Token } from './tokenize.ts';

/** Stops a parse after its complaint was added; never leaves this room. */
export class SyntaxStop extends Error {}

/** Deeper nesting than this is no rule but an attack on the stack. */
const maxDepth = 200;

/** A place among the tokens, with the few moves that a recursive descent needs. */
export class Cursor {
  private at = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];
  private readonly complaints: Complaints;

  constructor(tokens: readonly Token[], complaints: Complaints) {
    this.tokens = tokens;
    this.complaints = complaints;
  }

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new Error('tokens always end with an end token');
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.at++;
    return token;
  }

  /** Where the last token taken ends. */
  get lastEnd(): number {
    return this.tokens[this.at - 1]?.end ?? 0;
  }

  isSymbol(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.text === text;
  }

  isWord(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'name' && token.text === text;
  }

  takeSymbol(text: string): boolean {
    if (!this.isSymbol(text)) return false;
    this.next();
    return true;
  }

  takeWord(text: string): boolean {
    if (!this.isWord(text)) return false;
    this.next();
    return true;
  }

  expectSymbol(text: string, why: string): Token {
    if (!this.isSymbol(text)) this.stop(`expected "${text}" ${why}, found ${describe(this.peek())}`, this.peek());
    return this.next();
  }

  stop(message: string, at: Range, hint = '', code = 'eql-syntax'): never {
    this.complaints.add('error', code, message, at, hint);
    throw new SyntaxStop(message);
  }

  complain(message: string, at: Range, hint = '', code = 'eql-syntax'): void {
    this.complaints.add('error', code, message, at, hint);
  }

  nested<T>(parse: () => T): T {
    if (++this.depth > maxDepth) this.stop(`nested deeper than ${maxDepth} levels`, this.peek());
    const result = parse();
    this.depth--;
    return result;
  }
}

export function describe(token: Token): string {
  if (token.kind === 'end') return 'the end of the query';
  if (token.kind === 'string') return `the string ${JSON.stringify(token.text)}`;
  return `"${token.text}${token.tilde ? '~' : ''}"`;
}
