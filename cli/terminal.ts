/** Where a command reads and writes. Tests give it arrays; the real one is in process-terminal.ts. */
export interface Terminal {
  /** One line of results, to standard output. */
  readonly print: (line: string) => void;
  /** One line about the run itself (progress, warnings, errors), to standard error. */
  readonly say: (line: string) => void;
  /** Replaces the progress line on a terminal; does nothing elsewhere. An empty text removes it. */
  readonly progress: (text: string) => void;
  /** Whether results may be coloured. */
  readonly colour: boolean;
  /** Columns to lay tables out for. */
  readonly columns: number;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Resolves when the reader has taken what was printed so far; long outputs wait here. */
  readonly drained: () => Promise<void>;
}
