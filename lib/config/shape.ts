import type { YamlNode } from '../language/text/index.ts';
import type { Diagnostic, Span } from '../rule/index.ts';

/**
 * What a value of weir.yml may be, said once: how it is read, and how JSON Schema says it. A reader reports what is
 * wrong and then answers with the fallback, so that one mistake does not hide the next.
 */
export interface Shape<T> {
  readonly schema: JsonSchema;
  readonly fallback: T;
  readonly read: (node: YamlNode, report: Report) => T;
}

export type JsonSchema = { readonly [keyword: string]: unknown };

export type Report = (diagnostic: Diagnostic) => void;

export function complain(report: Report, code: string, message: string, span: Span, hint = ''): void {
  report({ level: 'error', code, message, span, hint });
}

/** What a person would call it, for "expected …, found …". */
export function describe(node: YamlNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'nothing';
  return typeof node.value === 'string' ? `"${excerpt(node.value)}"` : excerpt(node.source);
}

export function mismatch(report: Report, node: YamlNode, expected: string): void {
  complain(report, 'config-type', `expected ${expected}, found ${describe(node)}`, node.span);
}

/** A key that stands there without a value means its default, as YAML users expect. */
export function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
