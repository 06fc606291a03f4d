import type { Diagnostic, DiagnosticLevel, Span } from '../../rule/index.ts';
import { spansOf } from './spans.ts';

/** A query inside a file (or typed by hand): offsets in `text` to places in the file. */
export interface QueryText {
  readonly text: string;
  readonly locate: (start: number, end: number) => Span;
}

/** Offsets into a query's text; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A text that is the whole file. */
export function queryText(path: string, text: string): QueryText {
  const spans = spansOf({ path, text });
  return { text, locate: spans.at };
}

/** Collects what is wrong with one query. */
export interface Complaints {
  readonly found: readonly Diagnostic[];
  readonly add: (level: DiagnosticLevel, code: string, message: string, at: Range, hint?: string) => void;
}

export function complaintsAbout(query: QueryText): Complaints {
  const found: Diagnostic[] = [];
  return {
    found,
    add: (level, code, message, at, hint = '') =>
      void found.push({ level, code, message, span: query.locate(at.start, at.end), hint }),
  };
}
