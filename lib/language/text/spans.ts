import type { Span } from '../../rule/index.ts';
import type { RuleFile } from './language.ts';

/** Offsets (UTF-16 units from 0) of one text to spans with 1-based lines and columns. */
export interface Spans {
  readonly at: (start: number, end?: number) => Span;
  readonly whole: Span;
}

export function spansOf(file: RuleFile): Spans {
  const starts = lineStarts(file.text);
  const at = (start: number, end = start): Span => {
    const from = place(starts, clamp(start, file.text.length));
    const to = place(starts, clamp(Math.max(start, end), file.text.length));
    return { path: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
  return { at, whole: at(0, file.text.length) };
}

/**
 * The span of a part of a text that stands at `span`: for languages inside of a YAML scalar. YAML folds lines and strips
 * indentation, so in a text of several lines no part has a place of its own, and the whole is given.
 */
export function within(span: Span, start: number, end: number): Span {
  if (span.line !== span.endLine) return span;
  return { ...span, column: span.column + start, endLine: span.line, endColumn: span.column + end };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function place(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function clamp(offset: number, length: number): number {
  return Math.min(Math.max(offset, 0), length);
}
