import { describe, expect, it } from 'vitest';
import { startDynamoDb } from '../aws/local-dynamodb.ts';
import { dynamoDbWorlds, tablesWorld } from './dynamodb-world.ts';
import { runSchedule } from './schedule.ts';
import { memoryWorld, type NewWorld } from './world.ts';

/** The short form; `npm run convergence` is the long one. A failing seed can be run alone with it. */
describe('whatever the order, the batches, the duplicates and the crashes, what stands is what one pass in order finds', () => {
  it('in memory', () => expectConvergence(1, 8, memoryWorld));

  it('by the DynamoDB ports', () => expectConvergence(1_001, 1_003, tablesWorld));

  it('on an embedded DynamoDB', async () => {
    const dynamoDb = await startDynamoDb();
    // One short one: each of its 600 requests takes milliseconds.
    await expectConvergence(1_040, 1_040, dynamoDbWorlds(dynamoDb));
    await dynamoDb.stop();
  }, 60_000);
});

async function expectConvergence(first: number, last: number, newWorld: NewWorld): Promise<void> {
  for (let seed = first; seed <= last; seed++) {
    const { differences } = await runSchedule(seed, newWorld);
    expect(differences, `seed ${seed}`).toEqual([]);
  }
}
