import type { Micros } from '../../lib/event/index.ts';
import type { Log } from '../../lib/ingest/index.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { inputFiles, readInput } from './read-input.ts';

/** Every log of the inputs at once: for commands that look at them together. */
export async function allLogs(operands: readonly string[], terminal: Terminal, now: Micros): Promise<readonly Log[]> {
  const logs: Log[] = [];
  for (const file of inputFiles(operands)) {
    for await (const portion of readInput(file, terminal.stdin, now)) {
      if (portion.outcome === 'failed') throw new UsageError(`${portion.file} cannot be read: ${portion.reason}`);
      for (const log of portion.logs) logs.push(log);
    }
  }
  return logs;
}
