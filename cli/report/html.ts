import { visible } from '../style.ts';

/** Markup that was made here. Everything else is text, and is escaped when it is put into markup. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = string | number | Html | readonly (string | number | Html)[];

/** A template whose holes take text safely: what a log holds can never become markup, an attribute's end or a script. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + markupOf(parts[index] ?? '')).join(''));
}

export function join(parts: readonly Html[]): Html {
  return new Html(parts.map(part => part.markup).join(''));
}

function markupOf(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(markupOf).join('');
}

/** Control and direction characters become visible too: they can make a page show something other than what it holds. */
function escaped(text: string): string {
  return text
    .split('\n')
    .map(line => visible(line).replace(/[&<>"'`]/g, character => `&#${character.charCodeAt(0)};`))
    .join('\n');
}
