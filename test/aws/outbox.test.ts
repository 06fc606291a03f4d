import { CreateTableCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTableInput,
  dynamoDbFindingSink,
  outboxRecords,
  s3OverflowStore,
  tableShapes,
} from '../../lib/aws/index.ts';
import { overflowingSink } from '../../lib/finding/index.ts';
import { publish, publishBehind } from '../../lib/pipeline/index.ts';
import { finding, midnight, second } from '../finding/samples.ts';
import { publishLine, told } from '../pipeline/publish-line.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

describe('the outbox on DynamoDB', () => {
  let dynamoDb: LocalDynamoDb;
  const table = 'outbox';
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
    await dynamoDb.client.send(new CreateTableCommand(createTableInput(table, tableShapes.findings)));
  });
  afterAll(() => dynamoDb.stop());

  /** The table's items as a stream would show their last change. */
  const stream = async () => {
    const { Items = [] } = await dynamoDb.client.send(new ScanCommand({ TableName: table }));
    const Records = Items.map((NewImage, n) => ({ dynamodb: { NewImage, SequenceNumber: String(n) } }));
    return outboxRecords({ Records: JSON.parse(JSON.stringify(Records)) });
  };

  it('is read from the stream, sent once, and settled', async () => {
    const sink = dynamoDbFindingSink(dynamoDb.client, table);
    const line = publishLine({ findings: sink });
    await sink.save(finding(), { hits: 1, closed: false }, midnight);
    const records = await stream();
    expect(records).toMatchObject([{ id: 'f1', sequenceNumber: '0', row: { notifyReason: 'new' } }]);
    await publish(records, line.ports, midnight + second);
    await publish(records, line.ports, midnight + second);
    expect(told(line)).toEqual(['f1@1']);
    expect([...line.hub.keys()]).toEqual(['f1']);
    expect(await stream()).toEqual([]);
    expect(await sink.behind(midnight + 9 * second, 10)).toEqual([]);
  });

  it('tells of an item that is no finding, and the sweep goes past it', async () => {
    const sink = dynamoDbFindingSink(dynamoDb.client, table);
    const line = publishLine({ findings: sink });
    await dynamoDb.client.send(
      new PutItemCommand({
        TableName: table,
        Item: {
          id: { S: 'broken' },
          finding: { S: '{"schemaVersion":"9.0"}' },
          lastWrite: { S: 'content' },
          behind: { S: 'sns#0' },
          behindSince: { N: '1' },
        },
      }),
    );
    await sink.save(finding({ id: 'f2' }), { hits: 1, closed: false }, midnight);
    const published = await publish(await stream(), line.ports, midnight + second);
    expect(published.unreadable).toMatchObject([
      { id: 'broken', reason: expect.stringMatching(/item "broken".*schemaVersion/) },
    ]);
    await sink.save(finding({ id: 'f3' }), { hits: 1, closed: false }, midnight);
    await publishBehind(10, line.ports, midnight + 100 * second);
    expect(told(line)).toEqual(['f2@1', 'f3@1']);
  });

  it('keeps whole what had to be cut', async () => {
    const objects = new Map<string, string>();
    const store = {
      get: async () => null,
      put: async (key: string, bytes: Uint8Array) => void objects.set(key, Buffer.from(bytes).toString('utf8')),
    };
    const sink = dynamoDbFindingSink(dynamoDb.client, table);
    const whole = finding({
      id: 'large',
      evidence: Array.from({ length: 100 }, (_, n) => ({ ...large, event: `e${n}` })),
    });
    await overflowingSink(sink, s3OverflowStore(store, 'archive')).save(whole, { hits: 1, closed: false }, midnight);
    const row = await sink.load('large');
    const [key = ''] = objects.keys();
    expect(row?.finding.overflow).toBe(`s3://archive/${key}`);
    expect(key).toMatch(/^overflow\/large\/[0-9a-f]{16}\.json$/);
    expect(row?.finding.evidence.map(({ event }) => event)).toEqual(expect.arrayContaining(['e0', 'e99']));
    expect(JSON.parse(objects.get(key) ?? '')).toEqual(whole);
  });
});

const large = {
  event: '',
  time: '2026-03-01T00:00:00.000Z',
  source: 'ecs',
  leg: '',
  logGroup: '',
  logStream: '',
  fields: { message: 'x'.repeat(8000) },
};
