/** What a query says that cannot be read, or has no meaning here. Becomes a diagnostic at the room's door. */
export class KustoError extends Error {
  readonly range: { readonly start: number; readonly end: number };
  readonly hint: string;

  constructor(range: { readonly start: number; readonly end: number }, message: string, hint: string) {
    super(message);
    this.range = { start: range.start, end: range.end };
    this.hint = hint;
  }
}
