/**
 * Bytes to decoded logs: base64, gzip, CloudWatch and EventBridge envelopes, lines, JSON inside JSON.
 *
 * Knows no log source and no field: what a log says is ../sources' business. Never throws on any bytes; a record that
 * cannot be decoded is an outcome with a reason, and costs no other record.
 */

export type { Decoded, Log } from './log.ts';
