/**
 * A log in which its vendor filled in everything that it can: what no such log has, no event of this kind can have. The
 * values are made up; their form is the vendor's.
 */
export interface FullLog {
  /** The source that reads it. */
  readonly source: string;
  /** What it tells, for a reader. */
  readonly about: string;
  /** Lines of the log, oldest first; the last event that they make is the one of this kind. */
  readonly lines: readonly string[];
  readonly logGroup?: string;
  /** As in the configuration, where the form of the lines is the user's choice. */
  readonly formats?: Readonly<Record<string, string>>;
  /**
   * `these`: the vendor documents every name that such an event can have, so that a name which is not in the log is in none.
   * `any`: the log stands for events of many forms, which may have whatever the source knows. Left out: as far as fields of
   * ECS go, what the log has; and any name that the source takes for its vendor's.
   */
  readonly names?: 'these' | 'any';
}
