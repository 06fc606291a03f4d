import type { JsonObject } from '../event/index.ts';
import type { DecodeContext, DecodeLimits } from './decode-context.ts';
import { decodeBytes, decodeRecord } from './decode-record.ts';
import { failedRecord, isFailedRecord } from './failed-records.ts';
import { isFirehoseEvent, readFirehoseEvent } from './firehose-event.ts';
import { inflate, isGzip } from './inflate.ts';
import type { Decoded, Log } from './log.ts';
import { splitText } from './split-text.ts';

/** Logs are handed on in portions, so that a file of gigabytes never stands in memory as logs all at once. */
const PORTION = 1024;

/**
 * A file or archived object, as it lies on disk or in S3: text and JSON in any layout, gzip of any number of members,
 * Firehose events, and processing-failed objects. Logs that come out of an envelope have no line of their own: their
 * `line` is their number in the file.
 */
export function* decodeFile(bytes: Uint8Array, context: DecodeContext, limits: DecodeLimits): Generator<Decoded> {
  const inflated = isGzip(bytes) ? inflate(bytes, limits.inflatedBytes) : { ok: true as const, bytes };
  if (!inflated.ok) {
    yield { outcome: 'failed', reason: inflated.reason };
    return;
  }
  const first = firstObject(inflated.bytes);
  if (first !== null && isFirehoseEvent(first)) yield* numbered(firehoseRecords(inflated.bytes, limits), context);
  else if (first !== null && isFailedRecord(first))
    yield* numbered(failedRecords(inflated.bytes, context, limits), context);
  else if (first !== null && isEnvelope(first))
    yield* numbered(portions(inflated.bytes, withoutFile(context), limits), context);
  else yield* portions(inflated.bytes, context, limits);
}

function* portions(bytes: Uint8Array, context: DecodeContext, limits: DecodeLimits): Generator<Decoded> {
  const decoded = decodeBytes(bytes, context, limits);
  if ('reason' in decoded) {
    yield { outcome: 'failed', reason: decoded.reason };
    return;
  }
  let logs: Log[] = [];
  for (const log of decoded.logs) {
    if (log !== 'control') logs.push(log);
    if (logs.length < PORTION) continue;
    yield { outcome: 'logs', logs };
    logs = [];
  }
  yield { outcome: 'logs', logs };
}

function* firehoseRecords(bytes: Uint8Array, limits: DecodeLimits): Generator<Decoded> {
  for (const { json } of splitText(bytes)) {
    if (json === null || !isFirehoseEvent(json)) {
      yield { outcome: 'failed', reason: 'a Firehose event was expected, since the file begins with one' };
      continue;
    }
    const { account, region, records } = readFirehoseEvent(json);
    for (const { recordId, arrival, bytes } of records) {
      yield decodeRecord(bytes, { recordId, arrival, account, region }, limits);
    }
  }
}

function* failedRecords(bytes: Uint8Array, context: DecodeContext, limits: DecodeLimits): Generator<Decoded> {
  for (const { json, line } of splitText(bytes)) {
    if (json === null || !isFailedRecord(json)) {
      yield { outcome: 'failed', reason: `line ${line}: no rawData, as the lines of a processing-failed object have` };
      continue;
    }
    const { bytes, arrival } = failedRecord(json, line);
    const { account, region, recordId } = context;
    yield decodeRecord(bytes, { account, region, recordId, arrival: arrival || context.arrival }, limits);
  }
}

function* numbered(decoded: Generator<Decoded>, { file = '' }: DecodeContext): Generator<Decoded> {
  let line = 0;
  for (const one of decoded) {
    if (one.outcome !== 'logs') yield one;
    else
      yield { outcome: 'logs', logs: one.logs.map(log => ({ ...log, origin: { ...log.origin, file, line: ++line } })) };
  }
}

/** What an envelope holds is told apart as it was on its way, by its record, so that both ways give one identity. */
function withoutFile({ arrival, recordId, account, region }: DecodeContext): DecodeContext {
  return { arrival, recordId, account, region };
}

function isEnvelope(json: JsonObject): boolean {
  return (typeof json.messageType === 'string' && 'logGroup' in json) || Array.isArray(json.Records);
}

function firstObject(bytes: Uint8Array): JsonObject | null {
  return splitText(bytes).next().value?.json ?? null;
}
