import type { Misuse, ModifierContext, ModifierResult } from './modifier.ts';
import type { Operand } from './operand.ts';
import { joinParts, parseSigmaText, plainText, type SigmaText, type TextPart } from './sigma-text.ts';

/**
 * `%name%` becomes each entry of the list of that name; several placeholders give every combination. Entries may hold
 * wildcards. `\%` is a percent sign. A name without a list rejects the rule, as the specification demands.
 */
export function expandPlaceholders(operand: Operand, context: ModifierContext): ModifierResult {
  if (operand.kind === 'regex') return expandRegex(operand, context);
  if (operand.kind !== 'text') return refusal(`expand takes text, not ${operand.kind}`, 'put the value in quotes');
  const parts = operand.text.flatMap(part => (part.part === 'literal' ? splitLiteral(part.text) : [part]));
  const texts = combine(parts, context);
  return 'misuse' in texts ? texts : texts.map(text => ({ kind: 'text', text, raw: plainText(text) ?? '' }));
}

/** What stood in the pattern stays a pattern; what comes from a list is text, but for its wildcards. */
function expandRegex(operand: Operand & { readonly kind: 'regex' }, context: ModifierContext): ModifierResult {
  let sources = [''];
  for (const part of splitLiteral(operand.source)) {
    if (part.part === 'literal') sources = sources.map(source => source + part.text);
    if (part.part !== 'placeholder') continue;
    const entries = entriesOf(part.name, context);
    if (entries === null) return unresolved(part.name);
    sources = sources.flatMap(source => entries.map(entry => source + entry.map(regexOf).join('')));
    if (sources.length > maxCombinations) return tooMany();
  }
  return sources.map(source => ({ kind: 'regex', source, flags: operand.flags }));
}

function regexOf(part: TextPart): string {
  if (part.part === 'literal') return part.text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return part.part === 'any-run' ? '.*' : '.';
}

/** Names of all placeholders in a text, for messages. */
export function placeholdersIn(raw: string): string[] {
  return splitLiteral(raw).flatMap(part => (part.part === 'placeholder' ? [part.name] : []));
}

function splitLiteral(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(/(?<!\\)%([^%]+)%/g)) {
    parts.push({ part: 'literal', text: plainPercent(text.slice(from, found.index)) });
    parts.push({ part: 'placeholder', name: found[1] ?? '' });
    from = found.index + found[0].length;
  }
  return [...parts, { part: 'literal', text: plainPercent(text.slice(from)) }];
}

function plainPercent(text: string): string {
  return text.replaceAll('\\%', '%');
}

/** More than this of one value is a mistake in the lists. */
const maxCombinations = 10_000;

function combine(parts: readonly TextPart[], context: ModifierContext): readonly SigmaText[] | Misuse {
  let texts: TextPart[][] = [[]];
  for (const part of parts) {
    const choices = part.part === 'placeholder' ? entriesOf(part.name, context) : [[part]];
    if (choices === null && part.part === 'placeholder') return unresolved(part.name);
    texts = texts.flatMap(text => (choices ?? []).map(choice => [...text, ...choice]));
    if (texts.length > maxCombinations) return tooMany();
  }
  return texts.map(joinParts);
}

function entriesOf(name: string, context: ModifierContext): SigmaText[] | null {
  const list = Object.hasOwn(context.placeholders, name) ? context.placeholders[name] : undefined;
  return list === undefined ? null : list.map(parseSigmaText);
}

function unresolved(name: string): Misuse {
  return {
    misuse: `the placeholder %${name}% has no values`,
    hint: `give them in weir.yml: values: {${name}: [first, second]}`,
    code: 'unresolved-placeholder',
  };
}

function refusal(message: string, hint: string): Misuse {
  return { misuse: message, hint, code: 'modifier-misuse' };
}

function tooMany(): Misuse {
  return refusal(`the placeholders give more than ${maxCombinations} values`, 'split the rule');
}
