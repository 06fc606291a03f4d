/** One line of a language's support table (docs/languages.md). */
export interface SupportRow {
  readonly feature: string;
  /** `yes`; `no`: a diagnostic says so; `differs`: the note says how; `read`: checked and carried, changes no match. */
  readonly support: 'yes' | 'no' | 'differs' | 'read';
  /** '' where there is nothing to add. */
  readonly note: string;
}
