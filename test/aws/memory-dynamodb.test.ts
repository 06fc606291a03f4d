import { describe } from 'vitest';
import { dynamoDbFindingSink, dynamoDbStateStore, tableShapes } from '../../lib/aws/index.ts';
import { stateStoreContract } from '../correlation/state-store.contract.ts';
import { findingSinkContract } from '../finding/finding-sink.contract.ts';
import { memoryDynamoDb } from './memory-dynamodb.ts';

/** What the convergence harness runs on keeps the promises that the embedded DynamoDB keeps. */
describe('on DynamoDB in this process', () => {
  stateStoreContract('the state table', async cap => dynamoDbStateStore(memoryDynamoDb(tableShapes), 'state', cap));
  findingSinkContract('the findings table', async sendTo =>
    dynamoDbFindingSink(memoryDynamoDb(tableShapes), 'findings', sendTo),
  );
});
