import { type AttributeValue, type DynamoDBClient, PutItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import {
  type BucketContents,
  type BucketKey,
  canonicalText,
  defaultCapPerLeg,
  type Hit,
  hashText,
  type StateStore,
} from '../correlation/index.ts';
import { dynamoDbTimers } from './dynamodb-timers.ts';
import { fullLegs } from './full-legs.ts';
import { itemsOf } from './hit-items.ts';
import { inParallel } from './in-parallel.ts';
import { unpackHits } from './pack-hits.ts';

/**
 * Hits in DynamoDB. One partition key per bucket; each batch's hits are an item of their own, named by their hash and
 * never rewritten, so that writing them again, or two writers at once, change nothing.
 */
export function dynamoDbStateStore(
  client: DynamoDBClient,
  table: string,
  capPerLeg: number = defaultCapPerLeg,
): StateStore {
  const full = fullLegs();

  const put = (item: Record<string, AttributeValue>) =>
    client.send(new PutItemCommand({ TableName: table, Item: item }));

  const readBucket = async (bucket: BucketKey, nowSeconds: number): Promise<BucketContents> => {
    const hits: Hit[] = [];
    const findings: string[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: partitionKey(bucket) } },
      },
    );
    for await (const page of pages) {
      for (const item of page.Items ?? []) {
        // TTL deletes days late, so what has expired must read as gone.
        if (Number(item.expiresAt?.N ?? 0) < nowSeconds) continue;
        const sortKey = item.sk?.S ?? '';
        if (sortKey.startsWith(findingPrefix)) findings.push(sortKey.slice(findingPrefix.length));
        else hits.push(...unpackHits(item.hits?.B ?? new Uint8Array(), bucket.start));
      }
    }
    const isCapped = full.learn(partitionKey(bucket), hits, capPerLeg);
    return { bucket, hits, findings, capped: isCapped };
  };

  return {
    add: async (bucket, hits, expiresAtSeconds) => {
      const taken = hits.filter(hit => !full.has(partitionKey(bucket), hit.leg));
      const items = itemsOf(taken, bucket.start).map(({ hash, bytes }) => ({
        pk: { S: partitionKey(bucket) },
        sk: { S: `${hitsPrefix}${hash}` },
        hits: { B: bytes },
        expiresAt: { N: String(expiresAtSeconds) },
      }));
      await inParallel(items, put);
    },
    read: (buckets, nowSeconds) => inParallel(buckets, bucket => readBucket(bucket, nowSeconds)),
    mark: async (bucket, findingId, expiresAtSeconds) => {
      await put({
        pk: { S: partitionKey(bucket) },
        sk: { S: `${findingPrefix}${findingId}` },
        expiresAt: { N: String(expiresAtSeconds) },
      });
    },
    ...dynamoDbTimers(client, table),
  };
}

/** Findings sort before hits, so that a reader has them first. */
const findingPrefix = 'f#';
const hitsPrefix = 'h#';

function partitionKey({ rule, version, key, start }: BucketKey): string {
  return `state#${hashText(canonicalText([rule, version, key, start]))}`;
}
