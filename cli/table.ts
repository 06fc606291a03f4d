/** A column of a table on a terminal. `width` is its share of what the fixed columns leave; 0 is as wide as needed. */
export interface Column {
  readonly title: string;
  readonly share?: number;
  readonly right?: boolean;
}

export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** Rows laid out within so many columns; texts that do not fit end in an ellipsis. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): string[] {
  const needed = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map(row => displayWidth(row[index]?.text ?? ''))),
  );
  const widths = shareOut(columns, needed, width);
  const line = (cells: readonly Cell[]) =>
    cells
      .map(({ text, paint }, index) => {
        const laid = lay(text, widths[index] ?? 0, columns[index]?.right === true);
        return paint === undefined ? laid : paint(laid);
      })
      .join(gap)
      .trimEnd();
  return [line(columns.map(({ title }) => ({ text: title }))), ...rows.map(line)];
}

const gap = '  ';
const narrowest = 8;

function shareOut(columns: readonly Column[], needed: readonly number[], width: number): readonly number[] {
  const room = width - gap.length * (columns.length - 1);
  const fixed = sum(needed.filter((_, index) => (columns[index]?.share ?? 0) === 0));
  const shares = sum(columns.map(({ share = 0 }) => share));
  if (sum(needed) <= room) return needed;
  return columns.map(({ share = 0 }, index) => {
    const wanted = needed[index] ?? 0;
    return share === 0 ? wanted : Math.min(wanted, Math.max(narrowest, Math.floor(((room - fixed) * share) / shares)));
  });
}

function lay(text: string, width: number, right: boolean): string {
  const missing = width - displayWidth(text);
  if (missing < 0) return `${cut(text, width - 1)}…`;
  return right ? ' '.repeat(missing) + text : text + ' '.repeat(missing);
}

function cut(text: string, width: number): string {
  let shown = '';
  for (const character of text) {
    if (displayWidth(shown + character) > width) break;
    shown += character;
  }
  return shown + ' '.repeat(Math.max(0, width - displayWidth(shown)));
}

/** Columns that a terminal takes for it: East Asian wide characters take two. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
      character,
    )
      ? 2
      : 1;
  return width;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
