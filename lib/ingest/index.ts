/**
 * Bytes to decoded logs: base64, gzip, CloudWatch and EventBridge envelopes, lines, JSON inside JSON.
 *
 * Knows no log source and no field: what a log says is ../sources' business. Never throws on any bytes; a record that
 * cannot be decoded is an outcome with a reason, and costs no other record.
 */

export type { DecodeContext, DecodeLimits, Unread } from './decode-context.ts';
export { defaultLimits } from './decode-context.ts';
export { decodeFile } from './decode-file.ts';
export { decodeRecord } from './decode-record.ts';
export { type FailedRecord, readFailedRecords } from './failed-records.ts';
export {
  type FirehoseBatch,
  type FirehoseInput,
  type FirehoseRecord,
  isFirehoseEvent,
  readFirehoseEvent,
} from './firehose-event.ts';
export type { Decoded, Log } from './log.ts';
export { openedBy } from './opening.ts';
export { parseJson, parseJsonObject } from './parse-json.ts';
