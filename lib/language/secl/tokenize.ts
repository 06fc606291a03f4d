import type { Range } from './ast.ts';

export interface Token extends Range {
  readonly kind:
    | 'name'
    | 'string'
    | 'glob'
    | 'regex'
    | 'integer'
    | 'duration'
    | 'network'
    | 'variable'
    | 'symbol'
    | 'end';
  /** A string's content with its escapes resolved; of everything else the text itself. */
  readonly text: string;
}

/** What stands at `start` is no SECL. */
export interface SyntaxFault extends Range {
  readonly message: string;
  readonly hint: string;
}

export class SeclSyntaxError extends Error {
  readonly fault: SyntaxFault;

  constructor(fault: SyntaxFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Longer symbols first: the alternation takes what fits first. */
const SYMBOL = /&&|\|\||==|!=|=~|!~|>=|<=|[()[\],!<>+\-&|^]/y;
const SKIP = /(?:\s+|#[^\n]*|\/\/[^\n]*)+/y;
const NAME = /[A-Za-z_]\w*(?:\[\w*\])?(?:\.\w+(?:\[\w*\])?)*/y;
const VARIABLE = /\$\{([^}\n]*)\}/y;
const QUOTED = /[~r]?"((?:[^"\\]|\\[\s\S])*)"/y;
const IPV4 = /\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w.])/y;
const IPV6 = /(?=[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:)[0-9A-Fa-f:.]+(?:\/\d{1,3})?(?![\w.])/y;
const DURATION = /\d+(?:ms|s|m|h|d)(?!\w)/y;
const INTEGER = /(?:0[xX][0-9A-Fa-f]+|0[oO]?[0-7]+|\d+)(?![\w.])/y;

/** The tokens of one expression, ended by one of kind `end`. Throws SeclSyntaxError. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    at = match(SKIP, source, at)?.end ?? at;
    if (at >= source.length) break;
    const token = nextToken(source, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length });
  return tokens;
}

function nextToken(source: string, at: number): Token {
  const quoted = match(QUOTED, source, at);
  if (quoted !== null) return quotedToken(quoted);
  const variable = match(VARIABLE, source, at);
  if (variable !== null) return { ...variable, kind: 'variable', text: variable.group.trim() };
  for (const [kind, pattern] of literals) {
    const found = match(pattern, source, at);
    if (found !== null) return { ...found, kind };
  }
  throw new SeclSyntaxError(unreadable(source, at));
}

const literals = [
  ['network', IPV6],
  ['network', IPV4],
  ['duration', DURATION],
  ['integer', INTEGER],
  ['name', NAME],
  ['symbol', SYMBOL],
] as const satisfies readonly (readonly [Token['kind'], RegExp])[];

interface Found extends Range {
  readonly text: string;
  readonly group: string;
}

function match(pattern: RegExp, source: string, at: number): Found | null {
  pattern.lastIndex = at;
  const found = pattern.exec(source);
  return found === null ? null : { text: found[0], group: found[1] ?? '', start: at, end: at + found[0].length };
}

function quotedToken(found: Found): Token {
  const { start, end } = found;
  // Globs and regexes are taken as they stand, so that Windows paths need no doubling; plain strings are Go's.
  if (found.text.startsWith('r')) return { kind: 'regex', text: found.group, start, end };
  if (found.text.startsWith('~')) return { kind: 'glob', text: found.group, start, end };
  return { kind: 'string', text: unquote(found), start, end };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};
const ESCAPE = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{3})|([\s\S]))/g;

/** Go's escapes (its specification, "String literals"). */
function unquote(found: Found): string {
  return found.group.replace(ESCAPE, (sequence, hex2, hex4, hex8, octal, simple, offset: number) => {
    const resolved = simple === undefined ? codePoint(hex2 ?? hex4 ?? hex8, octal) : simpleEscapes[simple];
    if (resolved !== undefined) return resolved;
    const start = found.start + 1 + offset;
    const hint = 'double the backslash, or write a glob ~"…", which takes it as it stands';
    throw new SeclSyntaxError({ start, end: start + sequence.length, message: `unknown escape ${sequence}`, hint });
  });
}

function codePoint(hex: string | undefined, octal: string | undefined): string | undefined {
  const code = hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16);
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}

function unreadable(source: string, at: number): SyntaxFault {
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
  const end = at + character.length;
  if (character === '"' || /^[~r]"/.test(source.slice(at, at + 2))) {
    return { start: at, end: source.length, message: 'string without its closing quote', hint: 'end it with "' };
  }
  if (character === '$') {
    return { start: at, end, message: 'variable without its closing brace', hint: 'end it with }' };
  }
  if (character === "'") {
    return { start: at, end, message: "strings stand in double quotes, not in '", hint: 'write "text"' };
  }
  if (character === '=') return { start: at, end, message: 'unexpected "="', hint: 'equality is written ==' };
  return { start: at, end, message: `unexpected ${JSON.stringify(character)}`, hint: '' };
}
