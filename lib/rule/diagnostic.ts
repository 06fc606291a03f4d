/** A place in a rule file. Lines and columns are 1-based, columns count UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** An `error` keeps the rule out of the bundle; a `warning` is a likely mistake; a `note` is worth knowing. */
export type DiagnosticLevel = 'error' | 'warning' | 'note';

/** The author's mistake: what was found, where, and what would be right. Returned, never thrown, all of them at once. */
export interface Diagnostic {
  readonly level: DiagnosticLevel;
  /** Stable kebab-case name of the check, for suppression and SARIF: `unknown-modifier`. */
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  /** What to do about it; '' where the message says all. */
  readonly hint: string;
}
