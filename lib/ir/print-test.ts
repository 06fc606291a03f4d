import type { AsText, GlobPart, LetterCase, Test } from './test.ts';

/**
 * One test as words, everything it says included. An operator that ends in `~` ignores letter case; `[strings]` and
 * `[json]` say what may be read as text, where it is not the usual "strings, numbers and booleans".
 */
export function printTest(test: Test): string {
  switch (test.is) {
    case 'equal':
      return `${cased('is', test.case)} ${oneOrSeveral(test.texts)}${printAsText(test.asText)}`;
    case 'contains':
    case 'starts':
    case 'ends':
      return `${cased(test.is, test.case)} ${JSON.stringify(test.text)}${printAsText(test.asText)}`;
    case 'term':
      return `${cased('has term', test.case)} ${JSON.stringify(test.text)}${printAsText(test.asText)}`;
    case 'like':
      return `${cased('like', test.case)} ${test.parts.map(printPart).join(' ')}${printAsText(test.asText)}`;
    case 'regex':
      return `matches /${test.pattern}/${test.flags} on ${test.engine} engine${printLiterals(test.literals)}${printAsText(test.asText)}`;
    case 'cidr':
      return `in network ${oneOrSeveral(test.networks)}`;
    case 'number':
      return `${test.compare} ${test.to}${test.numericText ? ' [numeric text]' : ''}`;
    case 'boolean':
      return `is ${test.to}`;
    case 'null':
      return 'is null';
    case 'listed':
      return `${cased(`listed ${test.how}`, test.case)} in ${JSON.stringify(test.list)}`;
    default:
      return test satisfies never;
  }
}

export function cased(operator: string, letterCase: LetterCase): string {
  return letterCase === 'insensitive' ? `${operator}~` : operator;
}

function oneOrSeveral(texts: readonly string[]): string {
  const printed = texts.map(text => JSON.stringify(text));
  return printed.length === 1 ? printed.join('') : `any of (${printed.join(', ')})`;
}

function printAsText(asText: AsText): string {
  return asText === 'scalars' ? '' : ` [${asText}]`;
}

function printLiterals(literals: readonly string[]): string {
  return literals.length === 0 ? '' : ` needing ${oneOrSeveral(literals)}`;
}

function printPart(part: GlobPart): string {
  switch (part.part) {
    case 'literal':
      return JSON.stringify(part.text);
    case 'any-run':
      return '*';
    case 'any-one':
      return '?';
    case 'segment-run':
      return '*/';
    case 'one-of':
      return `[${part.characters}]`;
    default:
      return part satisfies never;
  }
}
