import type { CorpusFile } from './corpora.ts';

/** What a process of its own is to measure. Bundles are paths of files, '' where none is needed. */
export interface Task {
  readonly what: 'rates' | 'equality' | 'over naive' | 'four times' | 'json-rules-engine' | 'decoding' | 'sources';
  readonly corpus: CorpusFile;
  /** Every second line is changed into one that a rule asks about. */
  readonly half: boolean;
  readonly bundle: string;
  /** The bundle that `bundle` is held against. */
  readonly second: string;
  readonly count: number;
}
