import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputFiles, readInput } from '../../../cli/detection/read-input.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-input-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const payload = (id: string, message: string) =>
  JSON.stringify({
    messageType: 'DATA_MESSAGE',
    owner: '123456789012',
    logGroup: '/db',
    logStream: 's',
    subscriptionFilters: [],
    logEvents: [{ id, timestamp: 1_700_000_000_000, message }],
  });

const firehose = JSON.stringify({
  invocationId: 'i',
  deliveryStreamArn: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/s',
  region: 'eu-west-1',
  records: [
    {
      recordId: '1',
      approximateArrivalTimestamp: 1_700_000_000_000,
      data: gzipSync(payload('a', 'one')).toString('base64'),
    },
    {
      recordId: '2',
      approximateArrivalTimestamp: 1_700_000_000_000,
      data: Buffer.from('two\nthree\n').toString('base64'),
    },
  ],
});

describe('an input is read whatever its shape', () => {
  it.each([
    { name: 'lines', bytes: Buffer.from('a\nb\n'), texts: ['a', 'b'], lines: [1, 2] },
    { name: 'a last line without its end', bytes: Buffer.from('a\n\nb'), texts: ['a', 'b'], lines: [1, 3] },
    { name: 'gzip', bytes: gzipSync('a\nb\n'), texts: ['a', 'b'], lines: [1, 2] },
    {
      name: 'gzip members one after the other, as the archive holds CloudWatch payloads',
      bytes: Buffer.concat([gzipSync(payload('1', 'a')), gzipSync(payload('2', 'b'))]),
      texts: ['a', 'b'],
      lines: [1, 2],
    },
    { name: 'a Firehose event', bytes: Buffer.from(firehose), texts: ['one', 'two', 'three'], lines: [1, 2, 3] },
    { name: 'nothing', bytes: Buffer.alloc(0), texts: [], lines: [] },
  ])('$name', async ({ bytes, texts, lines }) => {
    const file = join(folder, 'input');
    writeFileSync(file, bytes);
    const logs = [];
    for await (const portion of readInput(file, () => (async function* () {})(), 0)) {
      if (portion.outcome === 'failed') throw new Error(portion.reason);
      logs.push(...portion.logs);
    }
    expect(logs.map(log => log.text)).toEqual(texts);
    expect(logs.map(log => log.origin.line)).toEqual(lines);
  });

  it('says where a damaged gzip file ends, after what could be read', async () => {
    const file = join(folder, 'damaged.gz');
    writeFileSync(file, gzipSync('a\nb\n').subarray(0, -6));
    const outcomes = [];
    for await (const portion of readInput(file, () => (async function* () {})(), 0)) outcomes.push(portion.outcome);
    expect(outcomes.at(-1)).toBe('failed');
  });

  it('reads standard input', async () => {
    const logs = [];
    const stdin = async function* () {
      yield Buffer.from('a\nb');
      yield Buffer.from('c\n');
    };
    for await (const portion of readInput('-', stdin, 0)) if (portion.outcome === 'logs') logs.push(...portion.logs);
    expect(logs.map(log => log.text)).toEqual(['a', 'bc']);
  });
});

describe('the inputs that a person names', () => {
  it('are files, folders with all below them, and -', () => {
    const tree = join(folder, 'tree');
    mkdirSync(join(tree, 'deep'), { recursive: true });
    writeFileSync(join(tree, 'b'), '');
    writeFileSync(join(tree, 'deep', 'a'), '');
    expect(inputFiles([tree, '-'])).toEqual([join(tree, 'b'), join(tree, 'deep', 'a'), '-']);
  });

  it('must be there', () => {
    expect(() => inputFiles([join(folder, 'nowhere')])).toThrow('there is no such file');
    expect(() => inputFiles([])).toThrow('no input');
  });
});
