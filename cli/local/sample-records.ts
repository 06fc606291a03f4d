import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PutRecord } from './firehose.ts';
import { place } from './place.ts';

export interface SampleRecords {
  readonly compressed: readonly PutRecord[];
  readonly plain: readonly PutRecord[];
}

/**
 * Twenty minutes of telemetry of a small estate, with four attacks among its everyday noise, as AWS would deliver it:
 * Falco's alerts through CloudWatch Logs (gzip), CloudTrail through EventBridge, a Windows host's ECS documents put
 * directly. The samples are moved so that they end now: what is old would be late, and late events are not correlated.
 */
export function sampleRecords(nowMillis: number): SampleRecords {
  const shift = nowMillis - Math.max(...['falco', 'cloudtrail', 'ecs'].flatMap(name => sampleTimes(sample(name))));
  const falco = chunked(moved(sample('falco'), shift), logEventsPerPayload);
  return {
    compressed: [controlMessage(nowMillis), ...falco.map((lines, index) => cloudWatchPayload(lines, index))],
    plain: [
      ...moved(sample('cloudtrail'), shift).map(eventBridgeEvent),
      ...chunked(moved(sample('ecs'), shift), linesPerRecord).map(lines =>
        putAt(`${lines.join('\n')}\n`, latest(lines)),
      ),
    ],
  };
}

/** CloudWatch Logs packs what it has gathered; so few make several payloads out of the samples. */
const logEventsPerPayload = 40;
const linesPerRecord = 10;
/** From the event to Firehose's own stamp. */
const deliveryMillis = 1500;

function sample(name: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, 'samples', `${name}.ndjson`), 'utf8');
  return text.split('\n').filter(line => line !== '');
}

const stamp = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

function sampleTimes(lines: readonly string[]): number[] {
  return lines.flatMap(line => [...line.matchAll(stamp)].map(([text]) => Date.parse(text)));
}

/** The same lines, with every time in them later by so much; fractions below a millisecond stay. */
function moved(lines: readonly string[], shiftMillis: number): readonly string[] {
  const seconds = Math.floor(shiftMillis / 1000) * 1000;
  return lines.map(line =>
    line.replace(stamp, text => {
      const fraction = /\.\d+Z$/.exec(text)?.[0] ?? 'Z';
      const whole = new Date(Date.parse(text.replace(/\.\d+Z$/, 'Z')) + seconds).toISOString();
      return whole.replace(/\.\d+Z$/, fraction);
    }),
  );
}

function latest(lines: readonly string[]): number {
  return Math.max(...sampleTimes(lines));
}

function putAt(text: string | Uint8Array, eventMillis: number): PutRecord {
  return { data: Buffer.from(text), arrivedAtMillis: Math.floor(eventMillis) + deliveryMillis };
}

function cloudWatchPayload(lines: readonly string[], part: number): PutRecord {
  const payload = {
    messageType: 'DATA_MESSAGE',
    owner: place.account,
    logGroup: '/weir/falco',
    logStream: 'falco',
    subscriptionFilters: ['weir'],
    logEvents: lines.map((message, index) => ({
      // CloudWatch's ids are long numbers, unique to each log event.
      id: String(39_000_000_000_000_000_000n + BigInt(part * 1000 + index)),
      timestamp: Math.floor(Math.max(...sampleTimes([message]))),
      message,
    })),
  };
  return putAt(gzipSync(JSON.stringify(payload)), latest(lines));
}

/** CloudWatch Logs sends one to see whether the stream is there. */
function controlMessage(nowMillis: number): PutRecord {
  const payload = {
    messageType: 'CONTROL_MESSAGE',
    owner: 'CloudwatchLogs',
    logGroup: '',
    logStream: '',
    subscriptionFilters: [],
    logEvents: [
      { id: '', timestamp: nowMillis, message: 'CWL CONTROL MESSAGE: Checking health of destination Firehose.' },
    ],
  };
  return putAt(gzipSync(JSON.stringify(payload)), nowMillis);
}

function eventBridgeEvent(line: string): PutRecord {
  const detail: { readonly eventTime: string; readonly eventID: string } = JSON.parse(line);
  const envelope = {
    version: '0',
    id: detail.eventID,
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.rds',
    account: '111122223333',
    time: detail.eventTime,
    region: 'eu-west-1',
    resources: [],
    detail,
  };
  return putAt(`${JSON.stringify(envelope)}\n`, Date.parse(detail.eventTime));
}

function chunked<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
