/** A Sigma string with its wildcards read: `*` any run, `?` any one character, `\` before either or itself escapes. */
export type TextPart =
  | { readonly part: 'literal'; readonly text: string }
  | { readonly part: 'any-run' }
  | { readonly part: 'any-one' }
  | { readonly part: 'one-of'; readonly characters: string }
  | { readonly part: 'placeholder'; readonly name: string };

export type SigmaText = readonly TextPart[];

/** A backslash before anything but `*`, `?` and itself is a plain one, so that Windows paths need no doubling. */
export function parseSigmaText(raw: string): SigmaText {
  const parts: TextPart[] = [];
  let literal = '';
  for (let at = 0; at < raw.length; at++) {
    const character = raw.charAt(at);
    const next = raw.charAt(at + 1);
    if (character === '\\' && next !== '' && '*?\\'.includes(next)) {
      literal += next;
      at += 1;
    } else if (character === '*' || character === '?') {
      if (literal !== '') parts.push({ part: 'literal', text: literal });
      literal = '';
      parts.push({ part: character === '*' ? 'any-run' : 'any-one' });
    } else literal += character;
  }
  if (literal !== '') parts.push({ part: 'literal', text: literal });
  return joinParts(parts);
}

/** Parsing the printed text gives the same parts. Every backslash is doubled, which is always right. */
export function printSigmaText(text: SigmaText): string {
  return text.map(printPart).join('');
}

/** Neighbouring literals are one, neighbouring runs are one, empty literals none: equal texts have equal parts. */
export function joinParts(parts: Iterable<TextPart>): SigmaText {
  const joined: TextPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.part === 'literal' && part.text === '') continue;
    if (part.part === 'any-run' && last?.part === 'any-run') continue;
    if (part.part === 'literal' && last?.part === 'literal') {
      joined[joined.length - 1] = { part: 'literal', text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}

/** The text itself where it has no wildcard or placeholder, else null. */
export function plainText(text: SigmaText): string | null {
  const [first] = text;
  if (first === undefined) return '';
  return text.length === 1 && first.part === 'literal' ? first.text : null;
}

function printPart(part: TextPart): string {
  switch (part.part) {
    case 'literal':
      return part.text.replace(/[\\*?]/g, '\\$&');
    case 'any-run':
      return '*';
    case 'any-one':
      return '?';
    case 'one-of':
      return part.characters.charAt(0);
    case 'placeholder':
      return `%${part.name}%`;
    default:
      return part satisfies never;
  }
}
