/** What is wrong with a pattern, for its author. */
export class RegexProblem extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
