import { openSync, readSync, statSync, unwatchFile, watchFile } from 'node:fs';
import type { RuleBundle } from '../../lib/engine/index.ts';
import type { Micros } from '../../lib/event/index.ts';
import { decodeFile } from '../../lib/ingest/index.ts';
import { type Patience, streamPatience } from '../../lib/pipeline/index.ts';
import type { Terminal } from '../terminal.ts';
import { type Detection, openSession, type Session } from './session.ts';

export interface FollowOptions {
  readonly files: readonly string[];
  readonly bundle: RuleBundle;
  readonly source: string;
  readonly now: Micros;
  readonly terminal: Terminal;
  readonly print: (detection: Detection) => Promise<void>;
}

/**
 * Reads inputs as they grow, until standard input ends or a person interrupts, and prints every change of a finding.
 * Nothing is late; a window closes when the events seen have passed it by its source's lateness.
 */
export async function followInputs(options: FollowOptions): Promise<Session> {
  const { bundle, source, now, files } = options;
  const patience: Patience = {
    ...streamPatience(bundle.settings),
    horizon: Number.POSITIVE_INFINITY,
    future: Number.POSITIVE_INFINITY,
  };
  const session = openSession({ bundle, source, now, patience });
  // One at a time: two inputs may have news at once, and findings are printed whole.
  let queue: Promise<void> = Promise.resolve();
  const take = (bytes: Buffer, file: string, firstLine: number) => {
    queue = queue.then(() => feed(bytes, file, firstLine, session, options));
    return queue;
  };
  const growing = files.filter(file => file !== '-');
  const stops = growing.map(file => followFile(file, take));
  if (files.includes('-')) await followStream(options.terminal.stdin(), take);
  else await interrupted();
  for (const stop of stops) stop();
  await queue;
  await session.close();
  for (const change of session.changes()) await options.print(change);
  return session;
}

type Take = (bytes: Buffer, file: string, firstLine: number) => Promise<void>;

async function feed(
  bytes: Buffer,
  file: string,
  firstLine: number,
  session: Session,
  { print }: FollowOptions,
): Promise<void> {
  // Arrival 0 is before every event: what a person pipes in is never late, however old.
  const context = { file, firstLine, arrival: 0, recordId: file, account: '', region: '' };
  for (const decoded of decodeFile(bytes, context, { inflatedBytes: mostBytes })) {
    if (decoded.outcome === 'logs') await session.feed(decoded.logs);
  }
  await session.close(session.watermark());
  for (const change of session.changes()) await print(change);
}

const mostBytes = 512 * 1024 * 1024;
const lineFeed = 0x0a;

/** Hands on whole lines as they come; the last one, without its end, when the stream ends. */
async function followStream(stream: AsyncIterable<Uint8Array>, take: Take): Promise<void> {
  const lines = wholeLines();
  for await (const chunk of stream) {
    const { bytes, firstLine } = lines.push(chunk);
    if (bytes.length > 0) await take(bytes, '-', firstLine);
  }
  const { bytes, firstLine } = lines.rest();
  if (bytes.length > 0) await take(bytes, '-', firstLine);
}

/** Polls, since file events are lost on network drives; returns what stops it. */
function followFile(file: string, take: Take): () => void {
  const lines = wholeLines();
  const descriptor = openSync(file, 'r');
  let offset = 0;
  const readOn = () => {
    // A shorter file was truncated in place: it begins again.
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size < offset) offset = 0;
    const chunk = Buffer.alloc(readBytes);
    for (let read = readSync(descriptor, chunk, 0, readBytes, offset); read > 0; ) {
      offset += read;
      const { bytes, firstLine } = lines.push(Buffer.from(chunk.subarray(0, read)));
      if (bytes.length > 0) void take(bytes, file, firstLine);
      read = readSync(descriptor, chunk, 0, readBytes, offset);
    }
  };
  readOn();
  watchFile(file, { interval: pollMillis }, readOn);
  return () => unwatchFile(file, readOn);
}

const readBytes = 1 << 20;
const pollMillis = 300;

function wholeLines() {
  let held = Buffer.alloc(0);
  let line = 1;
  const give = (bytes: Buffer) => {
    const firstLine = line;
    for (const byte of bytes) if (byte === lineFeed) line += 1;
    return { bytes, firstLine };
  };
  return {
    push: (chunk: Uint8Array) => {
      const all = Buffer.concat([held, chunk]);
      const end = all.lastIndexOf(lineFeed) + 1;
      held = Buffer.from(all.subarray(end));
      return give(all.subarray(0, end));
    },
    rest: () => {
      const bytes = held;
      held = Buffer.alloc(0);
      return give(bytes);
    },
  };
}

function interrupted(): Promise<void> {
  return new Promise(resolve => process.once('SIGINT', () => resolve()));
}
