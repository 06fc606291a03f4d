import { joinParts, type SigmaText, type TextPart } from './sigma-text.ts';

/** The characters that Windows programs take as the start of an option: hyphen, slash, en dash, em dash, horizontal bar. */
export const dashes = '-/–—―';

/**
 * A dash that begins an option (nothing or no word character before, a word character after) stands for every dash.
 * The dash in `-param-name` that is part of the name stays itself.
 */
export function foldDashes(text: SigmaText): SigmaText {
  return joinParts(text.flatMap(part => (part.part === 'literal' ? foldLiteral(part.text) : [part])));
}

function foldLiteral(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { index } of text.matchAll(optionDash)) {
    parts.push({ part: 'literal', text: text.slice(from, index) }, { part: 'one-of', characters: dashes });
    from = index + 1;
  }
  return [...parts, { part: 'literal', text: text.slice(from) }];
}

const optionDash = /(?<!\w)[-/–—―](?=\w)/g;
