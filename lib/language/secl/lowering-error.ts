import type { Range } from './ast.ts';

/** What a rule says that has no meaning here. Caught at the room's door, where it becomes a diagnostic. */
export class LoweringError extends Error {
  readonly range: Range;
  readonly hint: string;

  constructor(range: Range, message: string, hint: string) {
    super(message);
    this.range = { start: range.start, end: range.end };
    this.hint = hint;
  }
}
