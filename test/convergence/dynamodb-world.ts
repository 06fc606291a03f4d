import {
  CreateTableCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  createTableInput,
  dynamoDbFindingSink,
  dynamoDbStateStore,
  outboxRecords,
  type StreamEvent,
  tableShapes,
} from '../../lib/aws/index.ts';
import type { OutboxRecord } from '../../lib/pipeline/index.ts';
import type { LocalDynamoDb } from '../aws/local-dynamodb.ts';
import { memoryDynamoDb } from '../aws/memory-dynamodb.ts';
import { unluckyClient } from './chaos.ts';
import type { NewWorld, World } from './world.ts';

/** The DynamoDB ports, with bad luck at each request, on tables in this process. */
export const tablesWorld: NewWorld = async capPerLeg =>
  worldOn(memoryDynamoDb(tableShapes), 'state', 'findings', capPerLeg);

/** The same on an embedded DynamoDB. Its answers come when they come: a seed repeats the luck, not each race. */
export function dynamoDbWorlds({ client }: LocalDynamoDb): NewWorld {
  let made = 0;
  return async capPerLeg => {
    const [state, findings] = [`state-${++made}`, `findings-${made}`];
    await client.send(new CreateTableCommand(createTableInput(state, tableShapes.state)));
    await client.send(new CreateTableCommand(createTableInput(findings, tableShapes.findings)));
    return worldOn(client, state, findings, capPerLeg);
  };
}

function worldOn(client: DynamoDBClient, state: string, findings: string, capPerLeg: number): World {
  const stream: OutboxRecord[] = [];
  const watched = streaming(client, stream);
  return {
    open: luckNow => {
      const own = unluckyClient(watched, luckNow);
      return { state: dynamoDbStateStore(own, state, capPerLeg), findings: dynamoDbFindingSink(own, findings) };
    },
    stream,
    rows: async () => {
      const { Items: items = [] } = await client.send(new ScanCommand({ TableName: findings, ConsistentRead: true }));
      const sink = dynamoDbFindingSink(client, findings);
      const rows = await Promise.all(items.map(item => sink.load(item.id?.S ?? '')));
      return rows.filter(row => row !== null);
    },
    forget: async (nowSeconds, random) => {
      const { Items: items = [] } = await client.send(new ScanCommand({ TableName: state }));
      for (const { pk = { S: '' }, sk = { S: '' }, expiresAt } of items) {
        const hasExpired = Number(expiresAt?.N) <= nowSeconds;
        if (hasExpired && random.chance(0.5))
          await client.send(new DeleteItemCommand({ TableName: state, Key: { pk, sk } }));
      }
    },
  };
}

/** Tells each change of an item with the image that it left, as a table's stream does. */
function streaming(client: DynamoDBClient, stream: OutboxRecord[]): DynamoDBClient {
  let changes = 0;
  const send = async (command: Parameters<DynamoDBClient['send']>[0]) => {
    if (!(command instanceof UpdateItemCommand)) return client.send(command);
    const answer = await client.send(new UpdateItemCommand({ ...command.input, ReturnValues: 'ALL_NEW' }));
    const event = { Records: [{ dynamodb: { SequenceNumber: String(++changes), NewImage: answer.Attributes } }] };
    stream.push(...outboxRecords(event as StreamEvent)); // attributes of three types, which is all that a row has
    return answer;
  };
  return Object.assign(Object.create(client), { send });
}
