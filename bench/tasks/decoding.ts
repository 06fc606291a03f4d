import { gunzipSync, gzipSync } from 'node:zlib';
import { decodeRecord, defaultLimits } from '../../lib/ingest/index.ts';
import type { Lines } from '../corpora.ts';
import { pairs, type Ratio } from '../measure.ts';
import { lineAt } from '../workload.ts';

export interface Decoding {
  readonly form: string;
  /** Time of decoding a Firehose batch over the time of base64, gunzip, cutting and parsing, one after the other. */
  readonly ratio: Ratio;
  readonly megabytesPerSecond: number;
}

const LOGS_PER_RECORD = 100;

export function decoding(lines: Lines, count: number): readonly Decoding[] {
  const groups = Array.from({ length: Math.ceil(lines.starts.length / LOGS_PER_RECORD) }, (_, group) =>
    Array.from({ length: LOGS_PER_RECORD }, (_, at) => group * LOGS_PER_RECORD + at)
      .filter(at => at < lines.starts.length)
      .map(at => lineAt(lines, at)),
  );
  return [
    { form: 'lines of JSON', records: groups.map(texts => packed(`${texts.join('\n')}\n`)), parts: linesApart },
    {
      form: 'CloudWatch Logs',
      records: groups.map((texts, at) => packed(subscription(texts, at))),
      parts: payloadApart,
    },
  ].map(({ form, records, parts }) => {
    const apart = (): void => {
      for (const record of records) parts(gunzipSync(Buffer.from(record, 'base64')));
    };
    const ours = (): void => {
      for (const record of records) decodeRecord(Buffer.from(record, 'base64'), context, defaultLimits);
    };
    const { ratio, b } = pairs(apart, ours, count);
    const inverse = { median: 1 / ratio.median, least: 1 / ratio.greatest, greatest: 1 / ratio.least };
    return { form, ratio: inverse, megabytesPerSecond: lines.bytes.length / 1000 / b };
  });
}

const context = { arrival: 1, recordId: 'r', account: '', region: '' };

function packed(text: string): string {
  return gzipSync(text).toString('base64');
}

function subscription(texts: readonly string[], record: number): string {
  const logEvents = texts.map((message, at) => ({ id: `${record}-${at}`, timestamp: 1, message }));
  return JSON.stringify({ messageType: 'DATA_MESSAGE', owner: '1', logGroup: 'g', logStream: 's', logEvents });
}

/** What the parts cost by themselves: nothing is checked, nothing is kept but what JSON.parse gives. */
function linesApart(bytes: Buffer): readonly unknown[] {
  const parsed: unknown[] = [];
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(10, at);
    parsed.push(JSON.parse(bytes.toString('utf8', at, feed)));
    at = feed + 1;
  }
  return parsed;
}

function payloadApart(bytes: Buffer): readonly unknown[] {
  const payload: { readonly logEvents: readonly { readonly message: string }[] } = JSON.parse(bytes.toString('utf8'));
  return payload.logEvents.map(({ message }): unknown => JSON.parse(message));
}
