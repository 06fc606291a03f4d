import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecodeContext, type Decoded, decodeRecord, defaultLimits, type Log } from '../../lib/ingest/index.ts';

const context: DecodeContext = { arrival: 7_000_000, recordId: 'r1', account: '111', region: 'eu-west-1' };
const decode = (input: string | Uint8Array, limits = defaultLimits): Decoded =>
  decodeRecord(typeof input === 'string' ? Buffer.from(input) : input, context, limits);

function logsOf(decoded: Decoded): readonly Log[] {
  if (decoded.outcome !== 'logs') throw new Error(JSON.stringify(decoded));
  return decoded.logs;
}
const texts = (input: string | Uint8Array) => logsOf(decode(input)).map(log => log.text);
const jsons = (input: string | Uint8Array) => logsOf(decode(input)).map(log => log.json);

const payload = (messages: readonly string[], extra: object = {}) =>
  JSON.stringify({
    messageType: 'DATA_MESSAGE',
    owner: '222',
    logGroup: '/db/audit',
    logStream: 'i-0abc',
    subscriptionFilters: ['weir'],
    logEvents: messages.map((message, n) => ({ id: `id${n}`, timestamp: 1000 + n, message })),
    ...extra,
  });
const control = JSON.stringify({ messageType: 'CONTROL_MESSAGE', owner: 'CloudwatchLogs', logEvents: [] });
const falco = '{"hostname":"h","rule":"R","output_fields":{"evt.type":"execve"}}';

describe('any layout of text gives its logs, one each', () => {
  it.each([
    { name: 'lines', input: 'a\nb\n', expected: ['a', 'b'] },
    { name: 'Windows line ends', input: 'a\r\nb\r\n', expected: ['a', 'b'] },
    { name: 'no line end at the end', input: 'a\nb', expected: ['a', 'b'] },
    { name: 'blank lines are no logs', input: '\n  \n\na\n\n', expected: ['a'] },
    { name: 'a byte order mark is no text', input: '\ufeffa', expected: ['a'] },
    {
      name: 'UTF-16, as Windows tools write it',
      input: Buffer.from('\ufeffa\r\nö\r\n', 'utf16le'),
      expected: ['a', 'ö'],
    },
    { name: 'leading blanks belong to the line', input: 'a\n\tb\n', expected: ['a', '\tb'] },
    { name: 'nothing at all', input: '', expected: [] },
    {
      name: 'bad UTF-8 is replaced',
      input: Buffer.from([0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0xff]),
      expected: ['abcdefghij\ufffd'],
    },
    { name: 'JSON lines', input: '{"a":1}\n{"a":2}\n', expected: ['{"a":1}', '{"a":2}'] },
    {
      name: 'JSON objects without a line end between them',
      input: '{"a":1}{"a":2} {"a":"}{"}',
      expected: ['{"a":1}', '{"a":2}', '{"a":"}{"}'],
    },
    {
      name: 'printed JSON, several',
      input: '{\n "a": 1\n}\n{\n "a": 2\n}',
      expected: ['{\n "a": 1\n}', '{\n "a": 2\n}'],
    },
    { name: 'the members of an array', input: '[{"a":1},{"a":2}]', expected: ['{"a":1}', '{"a":2}'] },
    {
      name: 'the members of a printed array',
      input: '[\n {"a":1},\n {"a":\n2}\n]\n',
      expected: ['{"a":1}', '{"a":\n2}'],
    },
    { name: 'arrays of anything else are text', input: '[1,2]\n["a"]\n[]', expected: ['[1,2]', '["a"]', '[]'] },
    {
      name: 'text in brackets is text',
      input: '[2026-11-21] up\n[{x}] y\n{z}',
      expected: ['[2026-11-21] up', '[{x}] y', '{z}'],
    },
    { name: 'broken JSON is text, and the next line is safe', input: '{"a":\n{"a":2}', expected: ['{"a":', '{"a":2}'] },
    {
      name: 'an object and then words is one line of words',
      input: '{} said the parser',
      expected: ['{} said the parser'],
    },
    { name: 'gzip', input: gzipSync('a\nb'), expected: ['a', 'b'] },
    { name: 'several gzip members', input: Buffer.concat([gzipSync('a\n'), gzipSync('b')]), expected: ['a', 'b'] },
    {
      name: 'gzip members with line ends between',
      input: Buffer.concat([gzipSync('a\n'), Buffer.from('\n'), gzipSync('b'), Buffer.from('\n')]),
      expected: ['a', 'b'],
    },
  ])('$name', ({ input, expected }) => expect(texts(input)).toEqual(expected));
});

describe('envelopes are opened', () => {
  it('a CloudWatch payload gives its log events, with account, group, stream, id and stamp', () => {
    const [log] = logsOf(decode(gzipSync(payload(['one\n', falco]))));
    expect(log).toMatchObject({
      text: 'one',
      json: null,
      cloudWatchId: 'id0',
      timestamp: 1_000_000,
      arrival: 7_000_000,
    });
    expect(log?.origin).toMatchObject({
      account: '222',
      region: 'eu-west-1',
      logGroup: '/db/audit',
      logStream: 'i-0abc',
      recordId: 'r1',
    });
  });
  it('a message that is JSON is parsed', () => expect(jsons(payload([falco]))).toEqual([JSON.parse(falco)]));
  it('concatenated payloads all count', () =>
    expect(texts(Buffer.concat([gzipSync(payload(['a'])), gzipSync(payload(['b']))]))).toEqual(['a', 'b']));
  it('a control message is nothing to look at', () =>
    expect(decode(gzipSync(control))).toEqual({ outcome: 'control' }));
  it('a control message beside data costs no data', () => expect(texts(control + payload(['a']))).toEqual(['a']));
  it('centralised groups name account and region of each event', () => {
    const logEvents = [
      { id: 'x', timestamp: 1, message: 'm', extractedFields: { '@aws.account': '333', '@aws.region': 'us-east-2' } },
    ];
    expect(logsOf(decode(payload([], { logEvents })))[0]?.origin).toMatchObject({
      account: '333',
      region: 'us-east-2',
    });
  });
  it('a damaged log event is kept as text', () =>
    expect(texts(payload([], { logEvents: [null, { id: 'a' }, { message: { x: 1 } }] }))).toEqual([
      'null',
      '{"id":"a"}',
      '{"x":1}',
    ]));
  it('EventBridge: the detail is the log, the envelope says where and when', () => {
    const event = {
      version: '0',
      id: 'e',
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.rds',
      account: '444',
      region: 'us-west-2',
      time: '2026-11-21T01:00:00Z',
      detail: { eventName: 'X' },
    };
    const [log] = logsOf(decode(JSON.stringify(event)));
    expect(log).toMatchObject({
      json: { eventName: 'X' },
      envelope: event,
      timestamp: Date.UTC(2026, 10, 21, 1) * 1000,
    });
    expect(log?.origin).toMatchObject({ account: '444', region: 'us-west-2' });
  });
  it('a CloudTrail file gives its Records', () =>
    expect(jsons('{"Records":[{"eventID":"1"},{"eventID":"2"}]}')).toEqual([{ eventID: '1' }, { eventID: '2' }]));
  it.each([
    { name: 'Docker', wrapped: { log: `${falco}\n`, stream: 'stdout', time: '2026-11-21T01:00:00Z' } },
    { name: 'FireLens', wrapped: { log: falco, container_id: 'c', source: 'stdout' } },
    { name: 'message', wrapped: { message: falco, '@timestamp': '2026-11-21T01:00:00Z' } },
    { name: 'twice', wrapped: { log: JSON.stringify({ log: falco }) } },
    { name: 'with the runtime prefix', wrapped: { log: `2026-11-21T01:00:00.123456789Z stdout F ${falco}` } },
  ])('Falco JSON as a string: $name', ({ wrapped }) => {
    const [log] = logsOf(decode(JSON.stringify(wrapped)));
    expect(log).toMatchObject({ text: falco, json: JSON.parse(falco), envelope: wrapped });
  });
  it('the runtime prefix goes', () =>
    expect(jsons(`2026-11-21T01:00:00.123456789Z stdout F ${falco}\n`)).toEqual([JSON.parse(falco)]));
  it('text under `log` of a container is the log', () =>
    expect(texts('{"log":"FATAL: no\\n","stream":"stderr"}')).toEqual(['FATAL: no']));
  it('an application log that has a message of words is the log', () =>
    expect(jsons('{"level":"info","message":"hello"}')).toEqual([{ level: 'info', message: 'hello' }]));
  it('an ECS document is the log, whatever its message spells', () => {
    const document = { ecs: { version: '8' }, message: '{"a":1}' };
    expect(jsons(JSON.stringify(document))).toEqual([document]);
  });
});

describe('a record that cannot be decoded says why', () => {
  const bomb = gzipSync(Buffer.alloc(3_000_000));
  it.each([
    { name: 'a gzip bomb', input: bomb, reason: 'gzip: inflates to more than the limit of 1000000 bytes' },
    {
      name: 'a bomb behind a separator',
      input: Buffer.concat([gzipSync('a'), Buffer.from('\n'), bomb]),
      reason: 'gzip: inflates to more than the limit of 1000000 bytes',
    },
    { name: 'cut gzip', input: gzipSync('hello hello').subarray(0, 20), reason: 'gzip: unexpected end of file' },
    {
      name: 'damaged gzip',
      input: Buffer.concat([gzipSync('a'), Buffer.from('xyz')]),
      reason: 'gzip: byte 21 begins no gzip member',
    },
    {
      name: 'a picture',
      input: Buffer.from(Array.from({ length: 100 }, (_, n) => n % 7)),
      reason: 'not text: 100 of the first 100 bytes are control characters or no UTF-8',
    },
    { name: 'Kinesis aggregation', input: Buffer.from([0xf3, 0x89, 0x9a, 0xc2, 1]), reason: /RecordDeAggregation/ },
  ])('$name', ({ input, reason }) => {
    const decoded = decode(input, { inflatedBytes: 1_000_000 });
    expect(decoded).toEqual({
      outcome: 'failed',
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
  });
});

describe('hostile records are harmless', () => {
  it('nesting too deep to walk stays text', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(logsOf(decode(deep))[0]).toMatchObject({ text: deep, json: null });
  });
  it('brackets inside strings are no nesting', () => {
    const log = { a: '['.repeat(1000) };
    expect(jsons(JSON.stringify(log))).toEqual([log]);
  });
  it('a prototype cannot be reached', () => {
    const [log] = logsOf(decode('{"__proto__":{"polluted":1},"log":"{\\"__proto__\\":{\\"polluted\\":1}}"}'));
    expect(Object.keys(log?.json ?? {})).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  it('many unclosed objects cost no square', () => {
    const lines = '{"a":[\n'.repeat(100_000);
    const start = performance.now();
    expect(texts(lines)).toHaveLength(100_000);
    // A second look at every rest would read 40 GB: minutes. The bound is far from both, whatever the machine does.
    expect(performance.now() - start).toBeLessThan(20_000);
  });
  it('no bytes throw', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        decode(bytes);
      }),
    ));
  it('no text throws, and text that is no JSON keeps every line', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1 })), lines => {
        const written = lines.filter(line => line.trim() !== '' && !/^\s*[{[]/.test(line));
        expect(texts(written.join('\n'))).toEqual(written);
      }),
    ));
  it('any JSON objects come back, however they are joined', () =>
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.constantFrom('', '\n', '\r\n', ' '),
        fc.constantFrom(0, 1),
        (objects, glue, indent) => {
          const plain = objects.map(object => JSON.parse(JSON.stringify({ ...object, ecs: 1, Records: 1 })));
          expect(jsons(plain.map(object => JSON.stringify(object, null, indent)).join(glue))).toEqual(plain);
        },
      ),
    ));
});

describe('identical logs are told apart', () => {
  it('by their number in the record', () =>
    expect(logsOf(decode('a\nb\na')).map(log => log.ordinal)).toEqual([0, 0, 1]));
  it('not where CloudWatch numbers them', () =>
    expect(logsOf(decode(payload(['a', 'a']))).map(log => log.ordinal)).toEqual([0, 0]));
  it('also several logs of one log event', () =>
    expect(logsOf(decode(payload(['{"Records":[{"a":1},{"a":2}]}']))).map(log => log.ordinal)).toEqual([0, 1]));
});
