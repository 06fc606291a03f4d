/** A node of Microsoft's syntax tree in plain data: their kind names, their order of children, positions as offsets. */
export interface Syntax {
  readonly kind: string;
  /** Tokens only; '' for all other nodes. Literals as written, quotes and all. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Syntax[];
}

/** The first child of one of these kinds. */
export function child(node: Syntax, ...kinds: readonly string[]): Syntax | undefined {
  return node.children.find(({ kind }) => kinds.includes(kind));
}

/** The elements of the node's last list, without their commas: parameters of an operator stand in a list before it. */
export function elements(node: Syntax | undefined): readonly Syntax[] {
  const list = node?.kind === 'List' ? node : node?.children.findLast(({ kind }) => kind === 'List');
  if (list === undefined) return [];
  return list.children.map(element =>
    element.kind === 'SeparatedElement' ? (element.children[0] ?? element) : element,
  );
}

/** The name that a reference, declaration or bracketed name (`["a b"]`) spells. */
export function nameOf(node: Syntax): string {
  const [first, second] = tokensOf(node);
  const token = first?.text === '[' ? second : first;
  if (token === undefined) return '';
  return token.kind === 'StringLiteralToken' ? unquote(token.text) : token.text;
}

/** All tokens of the node, one after another: for names of operators and short messages. */
export function spell(node: Syntax): string {
  return tokensOf(node)
    .map(({ text }) => text)
    .join(' ');
}

/** A string literal's content. `@'…'` and `h'…'` forms included; verbatim ones double their quote. */
export function unquote(literal: string): string {
  const found = /^[hH]?(@?)(["']|```|~~~)/.exec(literal);
  if (found === null) return literal;
  const [opening, verbatim, quote = '"'] = found;
  const body = literal.slice(opening.length, literal.length - quote.length);
  if (quote.length > 1) return body;
  return verbatim === '@'
    ? body.replaceAll(quote + quote, quote)
    : body.replace(/\\(u[0-9A-Fa-f]{4}|[\s\S])/g, escaped);
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  0: '\0',
};

function escaped(_: string, code: string): string {
  return code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (escapes[code] ?? code);
}

function tokensOf(node: Syntax): readonly Syntax[] {
  return node.children.length === 0 ? (node.text === '' ? [] : [node]) : node.children.flatMap(tokensOf);
}
