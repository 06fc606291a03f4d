import { resolve } from 'node:path';
import { type LogEvent, type Micros, revised } from '../../lib/event/index.ts';
import { decodeFile, defaultLimits, type Log } from '../../lib/ingest/index.ts';
import { readInput } from '../detection/read-input.ts';
import type { TestCase } from './test-case.ts';

export interface CaseLogs {
  readonly logs: readonly Log[];
  /** Sets the times that the case gives. */
  readonly adjust: (event: LogEvent) => LogEvent;
  readonly problems: readonly string[];
}

/** The logs of a case as they would have been delivered; `folder` is that of the test file. */
export async function caseLogs({ input }: TestCase, file: string, folder: string, now: Micros): Promise<CaseLogs> {
  if (input.from === 'file') return fileLogs(resolve(folder, input.path), now);
  const logs: Log[] = [];
  const problems: string[] = [];
  const times = new Map<string, Micros>();
  let firstLine = 1;
  for (const [position, event] of input.events.entries()) {
    const recordId = `event ${position + 1}`;
    if (event.at !== null) times.set(recordId, event.at);
    const context = { file, firstLine, recordId, arrival: now, account: '', region: '' };
    for (const decoded of decodeFile(Buffer.from(event.log), context, defaultLimits)) {
      if (decoded.outcome === 'failed') problems.push(`${recordId} cannot be decoded: ${decoded.reason}`);
      if (decoded.outcome !== 'logs') continue;
      const at = event.at;
      logs.push(...(at === null ? decoded.logs : decoded.logs.map(log => ({ ...log, timestamp: at }))));
    }
    firstLine += event.log.split('\n').length;
  }
  const adjust = (event: LogEvent): LogEvent => {
    const time = times.get(event.origin.recordId);
    return time === undefined ? event : revised(event, { time });
  };
  return { logs, adjust, problems };
}

async function fileLogs(path: string, now: Micros): Promise<CaseLogs> {
  const logs: Log[] = [];
  const problems: string[] = [];
  for await (const portion of readInput(path, noInput, now)) {
    if (portion.outcome === 'logs') logs.push(...portion.logs);
    else problems.push(`${portion.file}: ${portion.reason}`);
  }
  return { logs, adjust: event => event, problems };
}

async function* noInput(): AsyncGenerator<Uint8Array> {}
