import { describe, expect, it } from 'vitest';
import { dynamoDbStateStore } from '../../lib/aws/index.ts';
import { memoryStore } from '../../lib/correlation/index.ts';
import { startDynamoDb } from '../aws/local-dynamodb.ts';
import { runSchedule } from './schedule.ts';

/** The short form; `npm run convergence` is the long one. A failing seed can be run alone with it. */
describe('whatever the order, the batches, the duplicates and the crashes, what stands is what one pass in order finds', () => {
  it('in memory', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const { differences } = await runSchedule(seed, memoryStore());
      expect(differences, `seed ${seed}`).toEqual([]);
    }
  });

  it('on DynamoDB', async () => {
    const dynamoDb = await startDynamoDb();
    // Two short ones, unlucky enough; the embedded DynamoDB takes milliseconds for each call.
    for (const seed of [1010, 1020]) {
      await dynamoDb.createTable(`state-${seed}`);
      const { differences } = await runSchedule(seed, dynamoDbStateStore(dynamoDb.client, `state-${seed}`));
      expect(differences, `seed ${seed}`).toEqual([]);
    }
    await dynamoDb.stop();
  }, 60_000);
});
