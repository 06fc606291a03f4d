import { DeleteItemCommand, type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { canonicalText, hashText, type StateStore, type Timer } from '../correlation/index.ts';

/** Timers as items, by shard and due time, so that what is due is the beginning of each shard. */
export function dynamoDbTimers(client: DynamoDBClient, table: string): Pick<StateStore, 'schedule' | 'due' | 'done'> {
  return {
    schedule: async timer => {
      const item = {
        ...keyOf(timer),
        timer: { S: JSON.stringify(timer) },
        expiresAt: { N: String(Math.ceil(timer.dueAt / 1_000_000) + keptSeconds) },
      };
      await client.send(new PutItemCommand({ TableName: table, Item: item }));
    },
    due: async (now, limit) => {
      const shards = Array.from({ length: shardCount }, (_, shard) => shard);
      const found = await Promise.all(shards.map(shard => dueInShard(client, table, shard, now, limit)));
      return found
        .flat()
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit);
    },
    done: async timer => {
      await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(timer) }));
    },
  };
}

/** Spreads the writes of many keys over partitions; a sweep reads all of them. */
const shardCount = 8;

/** A sweep that stands still this long has been an alarm for weeks. */
const keptSeconds = 30 * 86_400;

async function dueInShard(
  client: DynamoDBClient,
  table: string,
  shard: number,
  now: number,
  limit: number,
): Promise<readonly Timer[]> {
  // One page is enough: what it leaves is due for the next sweep, and a page holds more than one sweep can do.
  const page = await client.send(
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      Limit: limit,
      KeyConditionExpression: 'pk = :pk and sk <= :now',
      ExpressionAttributeValues: { ':pk': { S: shardKey(shard) }, ':now': { S: `${stamp(now)}~` } },
    }),
  );
  return (page.Items ?? []).map(item => JSON.parse(item.timer?.S ?? '') as Timer); // what schedule wrote
}

function keyOf(timer: Timer) {
  const { rule, version, key, time, dueAt } = timer;
  const hash = hashText(canonicalText([rule, version, key, time]));
  return {
    pk: { S: shardKey(Number.parseInt(hash.slice(0, 8), 16) % shardCount) },
    sk: { S: `${stamp(dueAt)}#${hash}` },
  };
}

function shardKey(shard: number): string {
  return `timer#${shard}`;
}

/** Sorts as text as the times sort as numbers. */
function stamp(time: number): string {
  return String(Math.max(0, Math.min(time, Number.MAX_SAFE_INTEGER))).padStart(16, '0');
}
