import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import { createTableInput, dynamoDbFindingSink, tableShapes } from '../../lib/aws/index.ts';
import { findingSinkContract } from '../finding/finding-sink.contract.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

describe('on DynamoDB', () => {
  let dynamoDb: LocalDynamoDb;
  let tables = 0;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  findingSinkContract('DynamoDB', async sendTo => {
    const table = `findings-${++tables}`;
    await dynamoDb.client.send(new CreateTableCommand(createTableInput(table, tableShapes.findings)));
    return dynamoDbFindingSink(dynamoDb.client, table, sendTo);
  });
});
