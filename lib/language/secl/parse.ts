import type { CompareOperator, Expression, Primary, Range } from './ast.ts';
import { SeclSyntaxError, type Token, tokenize } from './tokenize.ts';

/** Deeper nesting than any rule needs; what goes beyond is refused, so that no input exhausts the stack. */
const MAX_DEPTH = 200;

/**
 * One SECL expression to its tree, by recursive descent. `&&` and `||` bind equally and to the right, so that
 * `a && b || c` is `a && (b || c)`; comparison binds closer, then `+ - & | ^`, then the prefixes.
 * Throws SeclSyntaxError at the first fault.
 */
export function parse(source: string): Expression {
  const cursor = new Cursor(tokenize(source));
  const tree = expression(cursor);
  if (cursor.token.kind !== 'end') throw cursor.unexpected('an operator such as && or ||, or the end');
  return tree;
}

class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get token(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error('tokenize() always ends its list');
    return token;
  }

  next(): Token {
    const token = this.token;
    this.#at++;
    return token;
  }

  /** Is this the symbol or keyword? Takes it if so. */
  take(...texts: readonly string[]): Token | null {
    return this.is(...texts) ? this.next() : null;
  }

  is(...texts: readonly string[]): boolean {
    const { kind, text } = this.token;
    return (kind === 'symbol' || kind === 'name') && texts.includes(text);
  }

  expect(text: string): Token {
    if (!this.is(text)) throw this.unexpected(`"${text}"`);
    return this.next();
  }

  nested<T>(parseInner: () => T): T {
    this.#depth++;
    if (this.#depth > MAX_DEPTH) {
      const hint = `at most ${MAX_DEPTH} levels are read`;
      throw new SeclSyntaxError({ ...rangeOf(this.token), message: 'nested too deeply', hint });
    }
    const inner = parseInner();
    this.#depth--;
    return inner;
  }

  unexpected(wanted: string): SeclSyntaxError {
    const { kind, text } = this.token;
    const found = kind === 'end' ? 'the expression ends here' : `unexpected ${JSON.stringify(text)}`;
    return new SeclSyntaxError({ ...rangeOf(this.token), message: found, hint: `expected ${wanted}` });
  }
}

function expression(cursor: Cursor): Expression {
  return cursor.nested(() => {
    const left = comparison(cursor);
    const operator = cursor.take('&&', '||', 'and', 'or');
    if (operator === null) return left;
    const op = operator.text === '&&' || operator.text === 'and' ? 'and' : 'or';
    const right = expression(cursor);
    return { node: 'logical', op, left, right, ...spanning(left, right) };
  });
}

function comparison(cursor: Cursor): Expression {
  const left = arithmetic(cursor);
  const membership = membershipOperator(cursor);
  if (membership !== null) {
    const right = primary(cursor);
    return { node: 'membership', op: membership, left, right, ...spanning(left, right) };
  }
  const operator = cursor.take('==', '!=', '=~', '!~', '<', '<=', '>', '>=');
  if (operator === null) return left;
  const right = cursor.nested(() => comparison(cursor));
  return { node: 'compare', op: operator.text as CompareOperator, left, right, ...spanning(left, right) };
}

function membershipOperator(cursor: Cursor): 'in' | 'not in' | 'allin' | null {
  if (cursor.take('in')) return 'in';
  if (cursor.take('allin')) return 'allin';
  if (!cursor.is('not') || cursor.peek(1).text !== 'in') return null;
  cursor.next();
  cursor.next();
  return 'not in';
}

function arithmetic(cursor: Cursor): Expression {
  let left = bits(cursor);
  for (;;) {
    const operator = cursor.take('+', '-');
    if (operator === null) return left;
    const right = bits(cursor);
    left = { node: 'arithmetic', op: operator.text === '+' ? '+' : '-', left, right, ...spanning(left, right) };
  }
}

function bits(cursor: Cursor): Expression {
  const left = unary(cursor);
  const operator = cursor.take('&', '|', '^');
  if (operator === null) return left;
  const right = cursor.nested(() => bits(cursor));
  return { node: 'arithmetic', op: operator.text as '&' | '|' | '^', left, right, ...spanning(left, right) };
}

function unary(cursor: Cursor): Expression {
  const operator = cursor.take('!', 'not', '-', '^');
  if (operator === null) return primary(cursor);
  const of = cursor.nested(() => unary(cursor));
  const range = spanning(operator, of);
  if (operator.text === '-' || operator.text === '^') return { node: 'unary', op: operator.text, of, ...range };
  return { node: 'not', of, ...range };
}

const reserved = new Set(['in', 'allin', 'not', 'and', 'or']);

function primary(cursor: Cursor): Expression {
  if (cursor.is('(')) return parenthesised(cursor);
  if (cursor.is('[')) return list(cursor);
  const { kind, text } = cursor.token;
  if (kind === 'symbol' || kind === 'end' || (kind === 'name' && reserved.has(text))) {
    throw cursor.unexpected('a field, a value, a list or "("');
  }
  return literal(cursor.next());
}

function parenthesised(cursor: Cursor): Expression {
  const open = cursor.expect('(');
  const inner = expression(cursor);
  return { ...inner, ...spanning(open, cursor.expect(')')) };
}

function list(cursor: Cursor): Expression {
  const open = cursor.expect('[');
  const members: Expression[] = [];
  while (!cursor.is(']')) {
    members.push(cursor.nested(() => arithmetic(cursor)));
    if (cursor.take(',') === null) break;
  }
  return { node: 'list', members, ...spanning(open, cursor.expect(']')) };
}

function literal(token: Token): Primary {
  const range = rangeOf(token);
  const { text } = token;
  switch (token.kind) {
    case 'name':
      return text === 'true' || text === 'false'
        ? { node: 'bool', value: text === 'true', ...range }
        : { node: 'field', name: text, ...range };
    case 'string':
      return { node: 'text', kind: 'plain', value: text, ...range };
    case 'glob':
    case 'regex':
      return { node: 'text', kind: token.kind, value: text, ...range };
    case 'integer':
      return { node: 'integer', value: integerOf(text), ...range };
    case 'duration':
      return { node: 'duration', nanoseconds: nanosecondsOf(text), ...range };
    case 'network':
      return { node: 'network', value: text, ...range };
    case 'variable':
      return { node: 'variable', name: text, ...range };
    case 'symbol':
    case 'end':
      throw new Error(`no literal begins with a ${token.kind}`);
    default:
      return token.kind satisfies never;
  }
}

/** Go's notation: a leading 0 is octal. */
function integerOf(text: string): number {
  return /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
}

const unitNanoseconds: Readonly<Record<string, number>> = { ms: 1e6, s: 1e9, m: 60e9, h: 3600e9, d: 86400e9 };

function nanosecondsOf(text: string): number {
  const unit = text.replace(/^\d+/, '');
  return Number.parseInt(text, 10) * (unitNanoseconds[unit] ?? 0);
}

function spanning(first: Range, last: Range): Range {
  return { start: first.start, end: last.end };
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}
