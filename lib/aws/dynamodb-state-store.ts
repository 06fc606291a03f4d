import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import {
  type BucketContents,
  type BucketKey,
  canonicalText,
  defaultCapPerLeg,
  type Hit,
  hashText,
  type StateStore,
} from '../correlation/index.ts';
import type { Micros } from '../event/index.ts';
import { dynamoDbTimers } from './dynamodb-timers.ts';
import { fullLegs } from './full-legs.ts';
import { itemsOf } from './hit-items.ts';
import { inParallel } from './in-parallel.ts';
import { markItems, unpackMarks } from './mark-items.ts';
import { packHits, unpackHits } from './pack-hits.ts';

/**
 * Hits in DynamoDB. One partition key per key and day. Each batch's hits of a bucket are an item of their own, named by
 * their hash and never rewritten, so that writing them again, or two writers at once, change nothing. Findings that are
 * hits of a chain come again with every change: each has one item, in which the greatest basis stands.
 */
export function dynamoDbStateStore(
  client: DynamoDBClient,
  table: string,
  capPerLeg: number = defaultCapPerLeg,
): StateStore {
  const full = fullLegs(capPerLeg);

  const put = (item: Record<string, AttributeValue>) =>
    client.send(new PutItemCommand({ TableName: table, Item: item }));

  /** A finding as a hit has one item, which its later versions replace; a full leg takes none but these. */
  const putGreater = async (item: Record<string, AttributeValue>, isFull: boolean): Promise<void> => {
    const isNew = 'attribute_not_exists(pk)';
    const isGreater = 'basis < :basis';
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: item,
          ConditionExpression: isFull ? isGreater : `${isNew} OR ${isGreater}`,
          ExpressionAttributeValues: { ':basis': item.basis ?? { N: '0' } },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };

  const readStretch = async (stretch: readonly BucketKey[], nowSeconds: number): Promise<readonly BucketContents[]> => {
    const starts = stretch.map(bucket => bucket.start);
    const [first] = stretch;
    if (first === undefined) return [];
    const found = new Map(starts.map(start => [start, { hits: [] as Hit[], findings: [] as string[] }]));
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk and sk between :from and :to',
        ExpressionAttributeValues: {
          ':pk': { S: partitionKey(first) },
          ':from': { S: stamp(Math.min(...starts)) },
          ':to': { S: `${stamp(Math.max(...starts))}~` },
        },
      },
    );
    for await (const page of pages) {
      for (const item of page.Items ?? []) {
        const contents = found.get(Number(item.start?.N));
        // TTL deletes days late, so what has expired must read as gone.
        if (contents === undefined || Number(item.expiresAt?.N ?? 0) < nowSeconds) continue;
        if (item.marks?.B !== undefined) contents.findings.push(...unpackMarks(item.marks.B));
        else contents.hits.push(...unpackHits(item.hits?.B ?? new Uint8Array(), Number(item.start?.N)));
      }
    }
    return stretch.map(bucket => {
      const { hits, findings } = found.get(bucket.start) ?? { hits: [], findings: [] };
      return { bucket, hits, findings, capped: full.learn(bucketText(bucket), hits) };
    });
  };

  return {
    add: async (bucket, hits, expiresAtSeconds) => {
      const content = (bytes: Uint8Array) => ({
        start: { N: String(bucket.start) },
        hits: { B: bytes },
        expiresAt: { N: String(expiresAtSeconds) },
      });
      const ofEvents = hits.filter(hit => hit.basis === 0 && full.takes(bucketText(bucket), hit));
      await inParallel(itemsOf(ofEvents, bucket.start), ({ hash, bytes }) =>
        put({ ...placeOf(bucket, `h${hash}`), ...content(bytes) }),
      );
      await inParallel(
        hits.filter(hit => hit.basis > 0),
        async hit => {
          const item = {
            ...placeOf(bucket, `h${hashText(canonicalText([hit.leg, hit.event]))}`),
            ...content(packHits([hit], bucket.start)),
            basis: { N: String(hit.basis) },
          };
          await putGreater(item, full.isFull(bucketText(bucket), hit.leg));
        },
      );
    },
    read: async (buckets, nowSeconds) => {
      const contents = await inParallel(stretches(buckets), stretch => readStretch(stretch, nowSeconds));
      const byBucket = new Map(contents.flat().map(each => [bucketText(each.bucket), each]));
      return buckets.flatMap(bucket => byBucket.get(bucketText(bucket)) ?? []);
    },
    sample: async (bucket, nowSeconds, most) => {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk and begins_with(sk, :hits)',
          ExpressionAttributeValues: {
            ':pk': { S: partitionKey(bucket) },
            ':hits': { S: `${stamp(bucket.start)}h` },
          },
          Limit: most,
        }),
      );
      const hits = (page.Items ?? []).flatMap(item =>
        Number(item.expiresAt?.N ?? 0) < nowSeconds ? [] : unpackHits(item.hits?.B ?? new Uint8Array(), bucket.start),
      );
      return { bucket, hits: hits.slice(0, most), findings: [], capped: false };
    },
    mark: async (bucket, findingIds, expiresAtSeconds) => {
      await inParallel(markItems(findingIds), ({ hash, bytes }) =>
        put({
          ...placeOf(bucket, `f${hash}`),
          start: { N: String(bucket.start) },
          marks: { B: bytes },
          expiresAt: { N: String(expiresAtSeconds) },
        }),
      );
    },
    ...dynamoDbTimers(client, table),
  };
}

/**
 * Buckets of one key lie beside each other for a day, so that a window that spans two of them is one request. A query
 * costs by what it reads, but never less than one unit.
 */
const stretchMicros = 86_400_000_000;

function partitionKey({ rule, version, key, start }: BucketKey): string {
  return `state#${hashText(canonicalText([rule, version, key, Math.floor(start / stretchMicros)]))}`;
}

function stretches(buckets: readonly BucketKey[]): readonly (readonly BucketKey[])[] {
  const byPartition = new Map<string, BucketKey[]>();
  for (const bucket of buckets) {
    const key = partitionKey(bucket);
    byPartition.set(key, [...(byPartition.get(key) ?? []), bucket]);
  }
  return [...byPartition.values()];
}

function placeOf(bucket: BucketKey, name: string) {
  return { pk: { S: partitionKey(bucket) }, sk: { S: `${stamp(bucket.start)}${name}` } };
}

function bucketText({ rule, version, key, start }: BucketKey): string {
  return canonicalText([rule, version, key, start]);
}

/** Sorts as text as starts sort as numbers, also those before 1970. */
function stamp(start: Micros): string {
  return start < 0 ? `a${pad(Number.MAX_SAFE_INTEGER + start)}` : `b${pad(start)}`;
}

function pad(number: number): string {
  return String(number).padStart(16, '0');
}
