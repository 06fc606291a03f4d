import type { DecodeContext, DecodeLimits } from './decode-context.ts';
import { expand, type Unwrapped, unprefixed } from './expand.ts';
import { inflate, isGzip } from './inflate.ts';
import type { Decoded, Log } from './log.ts';
import { lineOrdinals, recordOrdinals } from './ordinal.ts';
import { type Piece, splitText } from './split-text.ts';
import { whyNotText } from './why-not-text.ts';

/** One record, as Firehose, an archive or a file gives it, to its logs. Never throws on any bytes. */
export function decodeRecord(bytes: Uint8Array, context: DecodeContext, limits: DecodeLimits): Decoded {
  const decoded = decodeBytes(bytes, context, limits);
  if ('reason' in decoded) return { outcome: 'failed', reason: decoded.reason };
  const logs: Log[] = [];
  let sawControl = false;
  for (const log of decoded.logs) {
    if (log === 'control') sawControl = true;
    else logs.push(log);
  }
  return sawControl && logs.length === 0 ? { outcome: 'control' } : { outcome: 'logs', logs };
}

/** The same, log by log, for bytes too many to hold all their logs at once. */
export function decodeBytes(
  bytes: Uint8Array,
  context: DecodeContext,
  limits: DecodeLimits,
): { readonly logs: Generator<Log | 'control'> } | { readonly reason: string } {
  const inflated = isGzip(bytes) ? inflate(bytes, limits.inflatedBytes) : { ok: true as const, bytes };
  if (!inflated.ok) return { reason: inflated.reason };
  const reason = whyNotText(inflated.bytes);
  return reason === '' ? { logs: logsOf(inflated.bytes, context) } : { reason };
}

function* logsOf(bytes: Uint8Array, context: DecodeContext): Generator<Log | 'control'> {
  const ordinal = context.file === undefined ? recordOrdinals() : lineOrdinals();
  const { unread } = context;
  for (const piece of splitText(bytes, context.firstLine, unread)) {
    const start = wrapped(piece.text, context, context.file === undefined ? 0 : piece.line);
    for (const log of expand(opened(start, piece), unread)) {
      yield log === 'control' ? log : { ...log, ordinal: ordinal(log) };
    }
  }
}

function opened(start: Unwrapped, { json, unread }: Piece): Unwrapped {
  if (unread !== undefined) return { ...start, unread };
  return json === null ? unprefixed(start) : { ...start, json };
}

function wrapped(text: string, context: DecodeContext, line: number): Unwrapped {
  return {
    text,
    json: null,
    envelope: null,
    cloudWatchId: '',
    timestamp: null,
    arrival: context.arrival,
    origin: {
      account: context.account,
      region: context.region,
      logGroup: '',
      logStream: '',
      file: context.file ?? '',
      line,
      recordId: context.recordId,
    },
  };
}
