import type { Terminal } from '../../cli/terminal.ts';

export interface RecordedTerminal extends Terminal {
  readonly out: string[];
  readonly err: string[];
}

/** A terminal that keeps what was printed, without colours, as a pipe would get it. */
export function recordedTerminal(stdin: readonly string[] = []): RecordedTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out,
    err,
    print: line => void out.push(line),
    say: line => void err.push(line),
    progress: () => {},
    colour: false,
    columns: 120,
    stdin: async function* () {
      for (const text of stdin) yield Buffer.from(text);
    },
    drained: async () => {},
  };
}
