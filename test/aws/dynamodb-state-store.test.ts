import { afterAll, beforeAll, describe } from 'vitest';
import { dynamoDbStateStore } from '../../lib/aws/index.ts';
import { stateStoreContract } from '../correlation/state-store.contract.ts';
import { type LocalDynamoDb, startDynamoDb } from './local-dynamodb.ts';

describe('on DynamoDB', () => {
  let dynamoDb: LocalDynamoDb;
  let tables = 0;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  stateStoreContract('DynamoDB', async cap => {
    const table = `state-${++tables}`;
    await dynamoDb.createTable(table);
    return dynamoDbStateStore(dynamoDb.client, table, cap);
  });
});
