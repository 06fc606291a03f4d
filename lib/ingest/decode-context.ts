import type { Micros } from '../event/index.ts';

/** What is known about a record beside its bytes. Empty strings are "unknown". */
export interface DecodeContext {
  readonly arrival: Micros;
  readonly recordId: string;
  /** Used where the payload names no account or region of its own. */
  readonly account: string;
  readonly region: string;
  /** Set for files given to the command line: logs then carry their line. */
  readonly file?: string;
  /** The line at which these bytes begin, where they are a later piece of a large file; else 1. */
  readonly firstLine?: number;
  /** Says of which texts nobody wants to know more. Left out, all are read. */
  readonly unread?: Unread;
}

/** The source whose record a text is, where no rule can match it; else null. Asked before the text is parsed. */
export type Unread = (text: string) => string | null;

export interface DecodeLimits {
  /** A record that inflates to more than this is refused: a gzip bomb costs no more memory than this. */
  readonly inflatedBytes: number;
}

export const defaultLimits: DecodeLimits = { inflatedBytes: 64 * 1024 * 1024 };
