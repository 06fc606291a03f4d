import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Micros } from '../../lib/event/index.ts';
import { type DecodeContext, decodeFile, type Log } from '../../lib/ingest/index.ts';
import { UsageError } from '../usage-error.ts';

/** A portion of an input's logs, or why a part of it could not be read. */
export type Portion =
  | { readonly outcome: 'logs'; readonly logs: readonly Log[]; readonly bytesRead: number }
  | { readonly outcome: 'failed'; readonly file: string; readonly reason: string };

/** The files that a person named; folders stand for all files below them, `-` for standard input. */
export function inputFiles(operands: readonly string[]): readonly string[] {
  if (operands.length === 0) throw new UsageError('no input: name log files or folders, or - for standard input');
  return operands.flatMap(operand => {
    if (operand === '-') return [operand];
    const state = statSync(operand, { throwIfNoEntry: false });
    if (state === undefined) throw new UsageError(`no input at ${operand}: there is no such file or folder`);
    return state.isDirectory() ? below(operand) : [operand];
  });
}

/**
 * Reads one input to its end: text or JSON in any layout, gzip of any number of members, Firehose events, archived
 * objects. Large inputs pass in pieces that end at a line's end, so memory does not grow with them.
 */
export async function* readInput(
  file: string,
  stdin: () => AsyncIterable<Uint8Array>,
  arrival: Micros,
): AsyncGenerator<Portion> {
  const context = { file, arrival, recordId: file, account: '', region: '' };
  const stream = file === '-' ? stdin() : createReadStream(file);
  try {
    yield* decodePieces(pieces(inflated(stream)), context);
  } catch (error) {
    // What was read before the damage has been evaluated; the rest is said to be missing.
    yield { outcome: 'failed', file, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function* decodePieces(input: AsyncGenerator<Buffer>, context: DecodeContext): AsyncGenerator<Portion> {
  let firstLine = 1;
  let bytesRead = 0;
  for await (const bytes of input) {
    bytesRead += bytes.length;
    for (const decoded of decodeFile(bytes, { ...context, firstLine }, { inflatedBytes: mostBytesOfOneLine })) {
      if (decoded.outcome === 'failed') yield { outcome: 'failed', file: context.file ?? '', reason: decoded.reason };
      else if (decoded.outcome === 'logs') yield { outcome: 'logs', logs: decoded.logs, bytesRead };
    }
    firstLine += countLineFeeds(bytes);
  }
}

/** Pieces are handed on at about this size. Inputs below it are read as a whole, envelopes over many lines included. */
const pieceBytes = 128 * 1024 * 1024;
/** Where no line ends within this, the input is no log: Node could not hold it as text either. */
const mostBytesOfOneLine = 512 * 1024 * 1024;

async function* pieces(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const end = size + chunk.length >= pieceBytes ? chunk.lastIndexOf(lineFeed) + 1 : 0;
    if (end > 0) {
      yield Buffer.concat([...held, chunk.subarray(0, end)]);
      held = [chunk.subarray(end)];
      size = chunk.length - end;
    } else {
      held.push(chunk);
      size += chunk.length;
    }
    if (size > mostBytesOfOneLine) throw new Error(`no line ends within ${mostBytesOfOneLine / 1024 / 1024} MiB`);
  }
  if (size > 0) yield Buffer.concat(held);
}

async function* inflated(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const all = startingWith(first.value, iterator);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* all;
    return;
  }
  const gunzip = createGunzip();
  // An error on either side destroys both, and reaches whoever reads; the callback has nothing left to do.
  pipeline(Readable.from(all), gunzip, () => {});
  yield* gunzip;
}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

const lineFeed = 0x0a;

function countLineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count++;
  return count;
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return below(path);
      return entry.isFile() ? [path] : [];
    });
}
