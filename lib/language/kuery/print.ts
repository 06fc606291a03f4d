import type { Node, Text, Values } from './ast.ts';

/** The query as text again; parsing that gives the same tree. */
export function print(node: Node): string {
  switch (node.kind) {
    case 'everything':
      return '';
    case 'and':
      return node.of
        .map(part => (part.kind === 'and' || part.kind === 'or' ? `(${print(part)})` : print(part)))
        .join(' and ');
    case 'or':
      return node.of.map(part => (part.kind === 'or' ? `(${print(part)})` : print(part))).join(' or ');
    case 'not':
      return `not ${node.of.kind === 'and' || node.of.kind === 'or' ? `(${print(node.of)})` : print(node.of)}`;
    case 'nested':
      return `${printText(node.field)}:{ ${print(node.of)} }`;
    case 'is':
      return `${node.field === null ? '' : `${printText(node.field)}:`}${printValue(node.value)}`;
    case 'range':
      return `${printText(node.field)} ${node.operator} ${printText(node.value)}`;
    default:
      return node satisfies never;
  }
}

function printValue(values: Values): string {
  return values.kind === 'value' ? printText(values.text) : `(${printGroup(values)})`;
}

function printGroup(values: Values): string {
  switch (values.kind) {
    case 'value':
      return printText(values.text);
    case 'and':
    case 'or':
      return values.of.map(part => inGroup(part, values.kind)).join(` ${values.kind} `);
    case 'not':
      return `not ${values.of.kind === 'value' || values.of.kind === 'not' ? printGroup(values.of) : `(${printGroup(values.of)})`}`;
    default:
      return values satisfies never;
  }
}

function inGroup(part: Values, around: 'and' | 'or'): string {
  const isLoose = part.kind === 'or' || (part.kind === 'and' && around === 'and');
  return isLoose ? `(${printGroup(part)})` : printGroup(part);
}

export function printText(text: Text): string {
  if (text.isQuoted) return `"${text.parts.map(part => escapeQuoted(part ?? '*')).join('')}"`;
  const written = text.parts.map(part => (part === null ? '*' : escapeUnquoted(part))).join('');
  // A value that is one of the language's words needs its backslash.
  return written.replace(/(^|\s)(and|or|not)(?=[\s(]|$)/gi, '$1\\$2');
}

const whitespace: Readonly<Record<string, string>> = { '\t': '\\t', '\r': '\\r', '\n': '\\n' };

function escapeQuoted(text: string): string {
  return text.replace(/["\\]/g, found => `\\${found}`).replace(/[\t\r\n]/g, found => whitespace[found] ?? found);
}

function escapeUnquoted(text: string): string {
  return text
    .replace(/[\\():<>"*{}]/g, found => `\\${found}`)
    .replace(/^\s|\s$|[^\S ]/g, found => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
