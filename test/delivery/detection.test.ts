import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, type FirehoseOutput } from '../../functions/detect/answer.ts';
import { memoryStore } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings, encodeBundle, loadBundle } from '../../lib/engine/index.ts';
import { type MemoryFindingSink, memoryFindingSink } from '../../lib/finding/index.ts';
import { readFirehoseEvent } from '../../lib/ingest/index.ts';
import {
  type DetectPorts,
  detect,
  detectPorts,
  type ObjectStore,
  prepareRuleset,
  redrive,
} from '../../lib/pipeline/index.ts';
import { hour, input, is, rule } from '../pipeline/scenario.ts';
import { dynamoDbError } from './faulty-service.ts';
import { type RealLine, realLine } from './real-line.ts';

const now = Date.UTC(2026, 0, 15, 12) * 1000;
const suppression = { kind: 'period', by: input('bad').key, period: hour } as const;
const bad = rule('bad', { kind: 'single', events: [{ route: [], where: is('kind', 'bad') }] }, { suppression });
const bundle = bundleRules([{ rule: bad, staged: false }], emptySettings);
const key = 'failed/plain/processing-failed/2026/01/15/12/object';

let line: RealLine;
let ports: DetectPorts;
beforeAll(async () => {
  line = await realLine();
  ports = detectPorts({ state: line.state, findings: line.sink, rules: prepareRuleset(bundle) });
});
afterAll(() => line.close());

const log = (who: string, padding = 0) =>
  JSON.stringify({ timestamp: '2026-01-15T12:00:00Z', kind: 'bad', who, id: who, padding: 'x'.repeat(padding) });

function event(texts: readonly (string | Uint8Array)[]) {
  const records = texts.map((text, n) => ({
    recordId: `record-${n}`,
    approximateArrivalTimestamp: now / 1000,
    data: Buffer.from(text).toString('base64'),
  }));
  const deliveryStreamArn = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/s';
  return { invocationId: 'i', deliveryStreamArn, region: 'us-east-1', records };
}

/** As the function does it, with the records that it gave back as failed. */
async function invoke(texts: readonly (string | Uint8Array)[]): Promise<FirehoseOutput> {
  const batch = readFirehoseEvent(event(texts));
  const { outcomes } = await detect(batch, ports, now);
  return answer(batch.records, outcomes, true);
}

async function counts() {
  const rows = await line.sink.opened('bad', 0, Number.MAX_SAFE_INTEGER, 1000);
  return Object.fromEntries(rows.map(({ finding }) => [finding.entity.who, finding.count]));
}

describe('a state table that is throttled', () => {
  it('costs the records whose state it is, and they come back by redrive, once', async () => {
    let calls = 0;
    // Every seventh request is refused; every eleventh takes effect and its answer is lost.
    line.dynamoDb.fault = () => {
      calls++;
      if (calls % 7 === 0) return dynamoDbError('ProvisionedThroughputExceededException');
      return calls % 11 === 0 ? 'after' : null;
    };
    const texts = Array.from({ length: 12 }, (_, n) => log(`w${n}`));
    let { records } = await invoke(texts);
    expect(records.map(record => record.recordId)).toEqual(texts.map((_, n) => `record-${n}`));
    const failed = records.filter(({ result }) => result === 'ProcessingFailed');
    expect(failed.length).toBeGreaterThan(0);
    for (let attempt = 0; attempt < 30; attempt++) {
      const again = records.filter(({ result }) => result === 'ProcessingFailed');
      if (again.length === 0) break;
      records = (await invoke(again.map(({ data }) => Buffer.from(data, 'base64')))).records as typeof records;
    }
    line.dynamoDb.fault = () => null;
    expect(await counts()).toMatchObject(Object.fromEntries(texts.map((_, n) => [`w${n}`, 1])));
  });

  it('for as long as it is, fails all that needs state, and nothing else', async () => {
    line.dynamoDb.fault = () => dynamoDbError('ThrottlingException');
    const { records } = await invoke([log('a'), JSON.stringify({ timestamp: '2026-01-15T12:00:00Z', kind: 'good' })]);
    line.dynamoDb.fault = () => null;
    expect(records.map(({ result }) => result)).toEqual(['ProcessingFailed', 'Ok']);
  });
});

describe('a Firehose batch at its limits', () => {
  it.each([
    { name: '500 records', texts: Array.from({ length: 500 }, (_, n) => log(`p${n % 3}`, 5_000)) },
    {
      name: 'records of 1,000 KiB, as many as a buffer of 3 MiB gathers',
      texts: [1, 2, 3].map(n => log(`q${n}`, 1_000 * 1024)),
    },
  ])('$name: each goes back unchanged, in an answer below 6 MB', async ({ texts }) => {
    const { records } = await invoke(texts);
    expect(records.map(({ result }) => result)).toEqual(texts.map(() => 'Ok'));
    expect(records.map(({ data }) => data)).toEqual(texts.map(text => Buffer.from(text).toString('base64')));
    expect(Buffer.byteLength(JSON.stringify({ records }))).toBeLessThan(6 * 1024 * 1024);
    const found = await counts();
    const people = new Set(texts.map(text => JSON.parse(text).who));
    expect(Object.keys(found)).toEqual(expect.arrayContaining([...people]));
  });
});

describe('processing-failed objects, in every form in which they come', () => {
  const raw = Buffer.from(log('a')).toString('base64');
  const usual = {
    attemptsMade: 4,
    arrivalTimestamp: now / 1000,
    errorCode: 'Lambda.FunctionError',
    errorMessage: 'The Lambda function was successfully invoked but it returned an error result.',
    attemptEndingTimestamp: now / 1000 + 60_000,
    rawData: raw,
    lambdaArn: 'arn:aws:lambda:us-east-1:123456789012:function:detect:$LATEST',
  };

  it.each([
    ...[
      'Lambda.FunctionError',
      'Lambda.FunctionTimedOut',
      'Lambda.InvokeAccessDenied',
      'Lambda.InvokeLimitExceeded',
      'Lambda.JsonProcessingException',
      'Lambda.MissingRecordId',
      'Lambda.DuplicatedRecordId',
      'Lambda.ProcessingFailedStatus',
      'Lambda.ResultSizeExceeded',
    ].map(errorCode => ({ name: errorCode, lines: [{ ...usual, errorCode }], evaluated: 1 })),
    {
      name: 'numbers as texts',
      lines: [{ ...usual, attemptsMade: '1', arrivalTimestamp: String(now / 1000) }],
      evaluated: 1,
    },
    { name: 'no error message', lines: [{ ...usual, errorMessage: null }], evaluated: 1 },
    { name: 'fields that nobody knows yet', lines: [{ ...usual, subsequenceNumber: 0 }], evaluated: 1 },
    {
      name: 'many records',
      lines: [usual, { ...usual, rawData: Buffer.from(log('b')).toString('base64') }],
      evaluated: 2,
    },
  ])('$name', async ({ lines, evaluated }) => {
    const text = lines.map(each => JSON.stringify(each)).join('\n');
    const found = memoryFindingSink([]);
    for (const ending of ['', '\n']) {
      expect(await redriven(Buffer.from(text + ending), found)).toMatchObject({ evaluated, again: 0, quarantined: 0 });
    }
    expect(found.rows().map(({ finding }) => finding.count)).toEqual(lines.map(() => 1));
  });

  it.each([
    { name: 'no rawData', text: JSON.stringify({ ...usual, rawData: undefined }) },
    { name: 'cut short', text: JSON.stringify(usual).slice(0, -40) },
    { name: 'rawData that decodes to nothing', text: JSON.stringify({ ...usual, rawData: '' }) },
  ])('a damaged one is put aside or has nothing in it: $name', async ({ text }) => {
    const found = memoryFindingSink([]);
    const { evaluated, quarantined } = await redriven(Buffer.from(`${text}\n${JSON.stringify(usual)}\n`), found);
    expect(evaluated + quarantined).toBe(2);
    expect(found.rows()).toMatchObject([{ finding: { count: 1, entity: { who: 'a' } } }]);
  });

  async function redriven(bytes: Uint8Array, found: MemoryFindingSink) {
    const ports = detectPorts({ state: memoryStore(), findings: found, rules: prepareRuleset(bundle) });
    const parked = new Map<string, Uint8Array>();
    const objects: ObjectStore = {
      get: async () => bytes,
      put: async (to, content) => void parked.set(to, content),
    };
    const request = { key, attempt: 1, account: '1', region: 'r', quarantinePrefix: 'quarantine/' };
    const result = await redrive(request, objects, ports, now);
    expect([...parked.keys()].every(name => name.startsWith('quarantine/'))).toBe(true);
    return result;
  }
});

describe('a rule bundle that cannot be used stops the function with words, and its records are not lost', () => {
  const whole = encodeBundle(bundle);
  it.each([
    { name: 'cut short in its text', content: whole.subarray(0, whole.length / 2), says: /rule bundle.*cut short/ },
    { name: 'empty', content: Buffer.alloc(0), says: /no rule bundle/ },
    {
      name: 'of another version',
      content: encodeBundle({ ...bundle, version: 1 }),
      says: /version 1, this engine reads/,
    },
    { name: 'something else', content: Buffer.from('[] and more of no use'), says: /no rule bundle/ },
  ])('$name', ({ content, says }) => expect(() => loadBundle(content)).toThrow(says));
});
