/** A query of Endgame's EQL in Elastic's spelling, or what of it Elastic does not have. */
export type Translation = { readonly query: string } | { readonly notInElastic: string };

/** What Elastic's EQL does not have, by what gives it away. Elastic documents all of these as differences. */
const notInElastic: readonly (readonly [reason: string, sign: RegExp])[] = [
  ['lineage', /\b(?:child|descendant|event) of \[/],
  ['join', /^\s*join\b/],
  ['fork', /\bfork\b/],
  ['pipes but head and tail', /\|\s*(?:count|filter|sort|unique|unique_count)\b/],
  ['array functions', /\barray(?:Contains|Count|Search)\b/],
  ['array elements', /\w\[\d+\]/],
  ['safe', /\bsafe\(/],
  ['keys that are no fields', /\] by [^[]*[*(]/],
  [
    'field against field',
    /(?:where|and|or|\() *[a-z_]\w* *(?:==|=|!=|<=|>=|<|>) *(?!true|false|null|number|length)[a-z_]\w*(?!\w*\()/,
  ],
  ['fields in lists', /\bin \([^)]*\b[a-z_]\w*(?=[,)])(?!"|')/],
];

type Token = { readonly kind: 'text' | 'raw' | 'word' | 'sign' | 'blank'; readonly text: string };

const token =
  /(?<raw>\?"[^"]*"|\?'[^']*')|(?<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<word>[A-Za-z_][\w.]*)|(?<blank>\s+)|(?<sign>==|!=|<=|>=|.)/gs;

/**
 * Endgame compares without case unless told otherwise, and expands wildcards in `==`. Its strings may stand in single
 * quotes, and raw ones begin with `?`.
 */
export function fromEndgame(query: string, isCaseSensitive: boolean, isCaseInsensitive = false): Translation {
  if (isCaseInsensitive && /[<>]=?\s*["']/.test(query)) return { notInElastic: 'order without case' };
  const missing = notInElastic.find(([, sign]) => sign.test(query));
  if (missing !== undefined) return { notInElastic: missing[0] };
  const withMatch = query
    .replace(
      /match(?:Lite)?\((\w+|"[^"]*"|null), \?'([^']*)'\)/g,
      (_, value, pattern) => `${value} regex~ """${pattern}"""`,
    )
    .replace(/match\((\S+), ((?:"[^"]*"(?:, )?)+)\)/g, (_, value, patterns) => `${value} regex~ (${patterns})`)
    .replace(/("[^"]*"):(\w+)\(\)/g, (_, value, name) => `${name}(${value})`);
  const tokens = [...withMatch.matchAll(token)].map(({ groups = {}, 0: text }): Token => {
    const kind = (['raw', 'text', 'word', 'blank'] as const).find(name => groups[name] !== undefined) ?? 'sign';
    return { kind, text };
  });
  return { query: tokens.map((_, index) => respell(tokens, index, isCaseSensitive)).join('') };
}

const caselessFunctions = /^(?:between|endsWith|indexOf|startsWith|stringContains|wildcard)$/;
const settings = /^(?:maxspan|runs|fork)$/;

function respell(tokens: readonly Token[], index: number, isCaseSensitive: boolean): string {
  const one = tokens[index];
  if (one === undefined) return '';
  const next = near(tokens, index, 1);
  const previous = near(tokens, index, -1);
  if (one.kind === 'text') return quoted(one.text);
  if (one.kind === 'raw') return `"""${one.text.slice(2, -1)}"""`;
  if (one.kind === 'word') {
    if (one.text === 'in' && !isCaseSensitive && next?.text === '(' && near(tokens, index, 1, 2)?.kind === 'text')
      return 'in~';
    if (caselessFunctions.test(one.text) && next?.text === '(' && !isCaseSensitive) return `${one.text}~`;
    return one.text;
  }
  const isEqual = one.text === '==' || (one.text === '=' && !settings.test(previous?.text ?? ''));
  if (!isEqual) return one.text;
  const isText = next?.kind === 'text' && previous?.kind !== 'text';
  if (!isText) return '==';
  return isCaseSensitive ? (next.text.includes('*') ? ' like ' : '==') : ':';
}

function quoted(text: string): string {
  return text.startsWith("'") ? `"${text.slice(1, -1).replaceAll('"', '\\"')}"` : text;
}

/** The count-th token in this direction that is no blank. */
function near(tokens: readonly Token[], index: number, step: 1 | -1, count = 1): Token | undefined {
  let left = count;
  for (let at = index + step; at >= 0 && at < tokens.length; at += step) {
    if (tokens[at]?.kind !== 'blank' && --left === 0) return tokens[at];
  }
  return undefined;
}
