import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeFile, defaultLimits, type Log, readFailedRecords, readFirehoseEvent } from '../../lib/ingest/index.ts';
import { corpora } from '../corpora.ts';

const context = { arrival: 5, recordId: '', account: '', region: '', file: 'x.log' };
const read = (bytes: Uint8Array | string): readonly Log[] =>
  [...decodeFile(Buffer.from(bytes), context, defaultLimits)].flatMap(one => {
    if (one.outcome === 'failed') throw new Error(one.reason);
    return one.outcome === 'logs' ? one.logs : [];
  });
const lines = (bytes: Uint8Array | string) => read(bytes).map(log => [log.origin.line, log.text]);

const record = (text: string) => ({
  recordId: 'r9',
  approximateArrivalTimestamp: 1234,
  data: Buffer.from(text).toString('base64'),
});
const firehose = (...texts: readonly string[]) => ({
  invocationId: 'i',
  deliveryStreamArn: 'arn:aws:firehose:eu-west-1:555:deliverystream/x',
  region: 'eu-west-1',
  records: texts.map(record),
});
const failed = (text: string) =>
  JSON.stringify({
    attemptsMade: 4,
    arrivalTimestamp: 1_700_000_000_000,
    errorCode: 'Lambda.FunctionError',
    errorMessage: 'no',
    attemptEndingTimestamp: 1_700_000_000_001,
    rawData: Buffer.from(text).toString('base64'),
    lambdaArn: 'arn:x',
  });

describe('files say at which line each log begins', () => {
  it.each([
    {
      name: 'text',
      input: 'a\n\nb\n',
      expected: [
        [1, 'a'],
        [3, 'b'],
      ],
    },
    {
      name: 'gzip',
      input: gzipSync('a\nb\n'),
      expected: [
        [1, 'a'],
        [2, 'b'],
      ],
    },
    {
      name: 'gzip members that cut a line',
      input: Buffer.concat([gzipSync('a\nb'), gzipSync('c\nd')]),
      expected: [
        [1, 'a'],
        [2, 'bc'],
        [3, 'd'],
      ],
    },
    {
      name: 'printed JSON',
      input: '{\n"a":1\n}\n{"b":2}',
      expected: [
        [1, '{\n"a":1\n}'],
        [4, '{"b":2}'],
      ],
    },
    {
      name: 'an array',
      input: '[\n{"a":1},\n{"b":2}]\nend',
      expected: [
        [2, '{"a":1}'],
        [3, '{"b":2}'],
        [4, 'end'],
      ],
    },
    {
      name: 'logs in Records are numbered',
      input: '{"Records":[{"a":1},{"b":2}]}',
      expected: [
        [1, '{"a":1}'],
        [2, '{"b":2}'],
      ],
    },
    {
      name: 'a Firehose event',
      input: JSON.stringify(firehose('a\nb', 'c'), null, 1),
      expected: [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ],
    },
    {
      name: 'processing-failed objects',
      input: `${failed('a\nb')}\n${failed('c')}\n`,
      expected: [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ],
    },
  ])('$name', ({ input, expected }) => expect(lines(input)).toEqual(expected));

  it('identical lines are told apart by their line, on one line by their number', () =>
    expect(read('a\na\n{"b":1}{"b":1}').map(log => log.ordinal)).toEqual([65_536, 131_072, 196_608, 196_609]));
  it('a Firehose event keeps arrival, account, record and ordinal of its records', () => {
    const [log] = read(JSON.stringify(firehose('a')));
    expect(log).toMatchObject({
      arrival: 1_234_000,
      ordinal: 0,
      origin: { account: '555', recordId: 'r9', file: 'x.log' },
    });
  });
  it('a failed record keeps its first arrival', () =>
    expect(read(failed('a'))[0]?.arrival).toBe(1_700_000_000_000_000));
});

describe('processing-failed objects', () => {
  it('give each record, and name what is none', () =>
    expect([...readFailedRecords(Buffer.from(`${failed('a')}\nnonsense\n`))]).toMatchObject([
      {
        ok: true,
        attemptsMade: 4,
        arrival: 1_700_000_000_000_000,
        errorCode: 'Lambda.FunctionError',
        errorMessage: 'no',
        line: 1,
      },
      { ok: false, text: 'nonsense', line: 2 },
    ]));
});

describe('Firehose events', () => {
  it('a record that came through Kinesis arrived when it reached Kinesis', () => {
    const [one] = readFirehoseEvent({
      ...firehose(),
      records: [{ ...record('a'), kinesisRecordMetadata: { approximateArrivalTimestamp: 99 } }],
    }).records;
    expect(one?.arrival).toBe(99_000);
  });
});

const folder = corpora();
describe.skipIf(folder === null)('recorded Firehose events (skipped where the test data is absent)', () => {
  it('hold 2,850 logs and a control message', () => {
    const files = readdirSync(join(folder ?? '', 'telemetry/firehose')).filter(name => name.startsWith('firehose-'));
    const outcomes = files.flatMap(name => [
      ...decodeFile(readFileSync(join(folder ?? '', 'telemetry/firehose', name)), context, defaultLimits),
    ]);
    expect(outcomes.filter(one => one.outcome === 'failed')).toEqual([]);
    expect(outcomes.filter(one => one.outcome === 'control')).toHaveLength(1);
    expect(outcomes.reduce((sum, one) => sum + (one.outcome === 'logs' ? one.logs.length : 0), 0)).toBe(2850);
  });
});
