import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbStateStore } from '../../lib/aws/index.ts';
import { memoryStore, type StateStore } from '../../lib/correlation/index.ts';
import type { Rule } from '../../lib/ir/index.ts';
import { type LocalDynamoDb, startDynamoDb } from '../aws/local-dynamodb.ts';
import { type Told, world } from './scenario.ts';

/** Rules on the whole line: what stands in the end, however the events came. */
export interface Timeline {
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly events: readonly Told[];
  /** Rule, entity and count of what stands in the end. */
  readonly found: readonly string[];
}

/** Seconds after noon at which everything has arrived, within the lateness, and at which every window has closed. */
const arrival = 700;
const lateness = 3600;
const end = 20_000;

/** A test for each timeline, on both stores: in order, one by one with the last first, and everything twice. */
export function onBothStores(timelines: readonly Timeline[]): void {
  let dynamoDb: LocalDynamoDb;
  let tables = 0;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  const stores: readonly { store: string; open: () => Promise<StateStore> }[] = [
    { store: 'in memory', open: async () => memoryStore() },
    {
      store: 'in DynamoDB',
      open: async () => {
        const table = `timelines-${++tables}`;
        await dynamoDb.createTable(table);
        return dynamoDbStateStore(dynamoDb.client, table);
      },
    },
  ];

  describe.each(timelines)('$name', ({ rules, events, found }) => {
    describe.each(stores)('$store', ({ open }) =>
      it.each([
        { name: 'in order', batches: [events] },
        { name: 'one by one, the last first', batches: events.map(event => [event]).toReversed() },
        { name: 'twice', batches: [events.toReversed(), events] },
      ])('$name', async ({ batches }) => {
        const line = world(rules, await open(), lateness);
        for (const batch of batches) await line.send(batch, { arrival });
        await line.sweep(end);
        const stands = line
          .active()
          .map(({ rule: id, entity, count }) => `${id} ${Object.values(entity).join(' ')} ${count}`);
        expect(stands.sort()).toEqual([...found].sort());
      }),
    );
  });
}
