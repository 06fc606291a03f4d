/** The person's mistake in how the command was called: exit code 2, with what would be right. */
export class UsageError extends Error {
  readonly hint: string;
  constructor(message: string, hint = '') {
    super(message);
    this.hint = hint;
  }
}
