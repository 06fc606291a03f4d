import type { SupportRow } from './support-row.ts';

/** What a language has, and what weir makes of it: the source of docs/languages.md, kept beside the code it speaks of. */
export interface SupportTable {
  /** As a heading: `Sigma`. */
  readonly title: string;
  /** The document that decides what is right. */
  readonly authority: string;
  readonly sections: readonly SupportSection[];
}

export interface SupportSection {
  readonly title: string;
  readonly rows: readonly SupportRow[];
}

export function renderSupport(tables: readonly SupportTable[]): string {
  return tables.map(renderTable).join('\n\n');
}

function renderTable({ title, authority, sections }: SupportTable): string {
  return [`## ${title}`, `Authority: ${authority}.`, ...sections.map(renderSection)].join('\n\n');
}

function renderSection({ title, rows }: SupportSection): string {
  const cells = rows.map(({ feature, support, note }) => [feature, support, note].map(cell));
  const table = [['feature', 'support', 'note'], ...cells];
  const widths = [0, 1, 2].map(column => Math.max(...table.map(row => width(row[column] ?? ''))));
  const lines = table.map(row =>
    line(row.map((text, column) => text + ' '.repeat((widths[column] ?? 0) - width(text)))),
  );
  lines.splice(1, 0, line(widths.map(size => '-'.repeat(size))));
  return [`### ${title}`, '', ...lines].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** In characters, as formatters of Markdown count. */
function width(text: string): number {
  return [...text].length;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
