import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { hashText } from '../correlation/index.ts';
import { type FindingRow, isBehind, type Receiver, receivers } from '../finding/index.ts';

/** A storm's writes spread over this many partitions of the index; a sweep reads all of them. */
const shardCount = 4;

/**
 * The row's place in the `behind` index: under the first receiver that waits for it, so that one receiver's backlog of a
 * week does not hide what the other waits for. Null where nobody does.
 */
export function behindMarker(row: FindingRow, sendTo: readonly Receiver[]): string | null {
  const receiver = receivers.find(one => sendTo.includes(one) && isBehind(row, one));
  if (receiver === undefined) return null;
  return shardName(receiver, Number.parseInt(hashText(row.finding.id).slice(0, 8), 16) % shardCount);
}

/** Ids of rows that somebody is behind on since before `before`: of each receiver the oldest. */
export async function dynamoDbBehind(
  client: DynamoDBClient,
  table: string,
  before: number,
  limit: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const receiver of receivers) {
    const shards = Array.from({ length: shardCount }, (_, shard) => shardName(receiver, shard));
    const pages = await Promise.all(shards.map(shard => oldest(client, table, shard, before, limit)));
    const inOrder = pages.flat().sort((a, b) => a.since - b.since);
    found.push(...inOrder.slice(0, limit).map(({ id }) => id));
  }
  return [...new Set(found)];
}

async function oldest(client: DynamoDBClient, table: string, shard: string, before: number, limit: number) {
  const page = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'behind',
      KeyConditionExpression: 'behind = :shard AND behindSince < :before',
      ExpressionAttributeValues: { ':shard': { S: shard }, ':before': { N: String(before) } },
      Limit: limit,
    }),
  );
  return (page.Items ?? []).map(item => ({ id: item.id?.S ?? '', since: Number(item.behindSince?.N ?? 0) }));
}

function shardName(receiver: Receiver, shard: number): string {
  return `${receiver}#${shard}`;
}
