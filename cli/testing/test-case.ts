import type { Micros } from '../../lib/event/index.ts';
import type { Diagnostic, Severity, Span } from '../../lib/rule/index.ts';

/** One case of RULE.test.yml (DESIGN §8). */
export interface TestCase {
  readonly name: string;
  readonly span: Span;
  /** Which source reads the logs; '' lets them be recognised. */
  readonly source: string;
  /** Configuration for this case, as in weir.yml; '' is none. */
  readonly configText: string;
  readonly input: TestInput;
  readonly expect: Expectation;
}

export type TestInput =
  | { readonly from: 'events'; readonly events: readonly TestEvent[] }
  /** A path beside the test file. */
  | { readonly from: 'file'; readonly path: string };

export interface TestEvent {
  /** The log as it arrives, on one line. */
  readonly log: string;
  /** When it happened, instead of what the log says; null takes the log's own time. */
  readonly at: Micros | null;
}

export interface Expectation {
  readonly findings: number;
  /** Null: any. */
  readonly severity: Severity | null;
  /** Every name given must be in the finding's entity with this value. */
  readonly entity: Readonly<Record<string, string>>;
}

export interface TestFile {
  readonly path: string;
  readonly cases: readonly TestCase[];
  readonly diagnostics: readonly Diagnostic[];
}
