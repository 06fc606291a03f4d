import type { Terminal } from './terminal.ts';

/** Columns assumed where the output is no terminal: wide enough not to wrap what a file or another program reads. */
const pipedColumns = 120;
/** Lines are handed to the stream in pieces of about this size; one write per line is slow for long outputs. */
const pieceLength = 1 << 16;

/** The terminal of this process. Colours follow NO_COLOR and FORCE_COLOR (no-color.org), else whether a person looks. */
export function processTerminal(): Terminal & { readonly close: () => Promise<void> } {
  const { stdout, stderr, env } = process;
  // `weir detect … | head` closes the pipe early; that is no error of ours.
  stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
  let pending = '';
  const flush = () => {
    if (pending !== '') stdout.write(pending);
    pending = '';
  };
  let shown = false;
  const clear = () => {
    if (shown) stderr.write('\r\u001b[2K');
    shown = false;
  };
  const drained = async () => {
    flush();
    if (stdout.writableNeedDrain) await new Promise(resolve => stdout.once('drain', resolve));
  };
  return {
    print: line => {
      clear();
      pending += `${line}\n`;
      if (pending.length > pieceLength || stdout.isTTY) flush();
    },
    say: line => {
      clear();
      flush();
      stderr.write(`${line}\n`);
    },
    progress: text => {
      if (!stderr.isTTY) return;
      clear();
      if (text === '') return;
      stderr.write(text.slice(0, (stderr.columns ?? pipedColumns) - 1));
      shown = true;
    },
    colour: (env.NO_COLOR ?? '') === '' && ((env.FORCE_COLOR ?? '') !== '' || stdout.isTTY === true),
    columns: stdout.columns ?? pipedColumns,
    stdin: () => process.stdin,
    drained,
    close: async () => {
      clear();
      flush();
      await new Promise<void>(resolve => stdout.write('', () => resolve()));
    },
  };
}
