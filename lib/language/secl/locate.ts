import type { Span } from '../../rule/index.ts';
import { type RuleFile, within } from '../text/index.ts';
import type { Range } from './ast.ts';
import type { Located } from './read-policy.ts';

/**
 * Where a part of an expression stands in its file. Exact for one-line scalars and literal blocks (`|`), in which the
 * text stands as it is; for folded and multi-line quoted ones, which YAML rewrites, the whole scalar is meant.
 */
export function locate(file: RuleFile, expression: Located, range: Range): Span {
  const { node, span, text } = expression;
  if (node === null) return span;
  if (span.line === span.endLine || !text.includes('\n')) {
    return node.inner.line === node.inner.endLine ? within(node.inner, range.start, range.end) : span;
  }
  const lines = file.text.split('\n');
  if (!/^\|/.test((lines[span.line - 1] ?? '').slice(span.column - 1))) return span;
  return inBlock(lines, span, text, range);
}

function inBlock(lines: readonly string[], span: Span, text: string, range: Range): Span {
  const indent = /^ */.exec(lines[span.line] ?? '')?.[0].length ?? 0;
  const from = place(text, range.start);
  const to = place(text, range.end);
  return {
    path: span.path,
    line: span.line + 1 + from.line,
    column: indent + from.column + 1,
    endLine: span.line + 1 + to.line,
    endColumn: indent + to.column + 1,
  };
}

function place(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}
