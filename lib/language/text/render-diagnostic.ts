import type { Diagnostic } from '../../rule/index.ts';

/**
 * A diagnostic as a person reads it: place, level, message, the line itself with carets below, and the hint.
 * `text` is the file's content; '' leaves the line out.
 */
export function renderDiagnostic(diagnostic: Diagnostic, text: string): string {
  const { span, level, code, message, hint } = diagnostic;
  return [
    `${span.path}:${span.line}:${span.column}  ${level}: ${message} [${code}]`,
    ...excerpt(diagnostic, text),
    ...(hint === '' ? [] : [`    hint: ${hint}`]),
  ].join('\n');
}

function excerpt({ span }: Diagnostic, text: string): string[] {
  const line = text.split('\n', span.line)[span.line - 1]?.replace(/\r$/, '') ?? '';
  if (line.trim() === '') return [];
  const from = span.column - 1;
  const to = span.endLine === span.line ? Math.max(span.endColumn - 1, from + 1) : line.length;
  const { shown, shift } = around(line, from);
  // Tabs stay tabs below, so that the caret stands under its character in any tab width.
  const gap = shown.slice(0, Math.max(0, from - shift)).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, Math.min(to - shift, shown.length) - (from - shift)));
  return [`    ${shown}`, `    ${gap}${carets}`];
}

/** A terminal shows about this much of a line. */
const shownColumns = 160;

function around(line: string, from: number): { shown: string; shift: number } {
  if (line.length <= shownColumns) return { shown: line, shift: 0 };
  const shift = Math.max(0, Math.min(from - shownColumns / 2, line.length - shownColumns));
  return { shown: line.slice(shift, shift + shownColumns), shift };
}
