/** One line of CSV with double quotes, as PostgreSQL and pgaudit write it. */
export interface CsvFields {
  readonly fields: readonly string[];
  /** False where the last quote is still open: the line is not the whole of it. */
  readonly isClosed: boolean;
}

export function csvFields(text: string): CsvFields {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const { value, end, isClosed } = quoted(text, at);
      fields.push(value);
      if (!isClosed) return { fields, isClosed };
      at = end;
    } else {
      const comma = text.indexOf(',', at);
      const end = comma < 0 ? text.length : comma;
      fields.push(text.slice(at, end));
      at = end;
    }
    if (text[at] !== ',') return { fields, isClosed: true };
    at++;
  }
}

/** A doubled quote is one quote. */
function quoted(text: string, open: number): { value: string; end: number; isClosed: boolean } {
  const pieces: string[] = [];
  let from = open + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { value: pieces.join('') + text.slice(from), end: text.length, isClosed: false };
    pieces.push(text.slice(from, quote));
    if (text[quote + 1] !== '"') return { value: pieces.join(''), end: quote + 1, isClosed: true };
    pieces.push('"');
    from = quote + 2;
  }
}
