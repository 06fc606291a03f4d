import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * DynamoDB as far as the state store uses it, in memory, that counts request units as its documentation says: a write
 * costs one per kilobyte of the whole item, a strongly consistent query one per four kilobytes of all it reads, and at
 * least one. No local DynamoDB meters by key, so hot keys are found by this count.
 */
export interface RequestUnits {
  readonly client: DynamoDBClient;
  readonly totals: () => { readonly writes: number; readonly reads: number; readonly bytes: number };
  /** The most units that any one partition key took since the last call, which ends the count. */
  readonly hottest: () => { readonly writes: number; readonly reads: number };
}

type Item = Readonly<Record<string, { readonly S?: string; readonly N?: string; readonly B?: string }>>;

export function requestUnits(): RequestUnits {
  const table = new Map<string, Map<string, Item>>();
  const totals = { writes: 0, reads: 0 };
  let byKey = new Map<string, { writes: number; reads: number }>();
  const count = (key: string, what: 'writes' | 'reads', units: number) => {
    const counts = byKey.get(key) ?? { writes: 0, reads: 0 };
    byKey.set(key, counts);
    counts[what] += units;
    totals[what] += units;
  };

  const answer = (target: string, input: Record<string, unknown>): unknown => {
    if (target.endsWith('.PutItem')) {
      const item = input.Item as Item; // what the SDK sends
      const key = item.pk?.S ?? '';
      const items = table.get(key) ?? new Map<string, Item>();
      table.set(key, items);
      items.set(item.sk?.S ?? '', item);
      count(key, 'writes', Math.ceil(sizeOf(item) / 1024));
      return {};
    }
    if (target.endsWith('.Query')) {
      const values = input.ExpressionAttributeValues as Item; // what the SDK sends
      const key = values[':pk']?.S ?? '';
      const [from = '', to = ''] = [values[':from']?.S, values[':to']?.S];
      const items = [...(table.get(key)?.entries() ?? [])]
        .filter(([sk]) => sk >= from && sk <= to)
        .map(([, item]) => item);
      const size = items.reduce((sum, item) => sum + sizeOf(item), 0);
      count(key, 'reads', Math.max(1, Math.ceil(size / 4096)));
      return { Items: items, Count: items.length };
    }
    throw new Error(`the state store is not known to call ${target}`);
  };

  const client = new DynamoDBClient({
    region: 'eu-central-1',
    endpoint: 'http://localhost',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: {
      handle: async (request: { headers: Record<string, string>; body: string }) => {
        const body = JSON.stringify(answer(request.headers['x-amz-target'] ?? '', JSON.parse(request.body)));
        return { response: { statusCode: 200, headers: {}, body: Buffer.from(body) } };
      },
    } as never, // the SDK asks no more of a handler
  });
  return {
    client,
    totals: () => {
      const all = [...table.values()].flatMap(items => [...items.values()]);
      return { ...totals, bytes: all.reduce((sum, item) => sum + sizeOf(item), 0) };
    },
    hottest: () => {
      const counts = [...byKey.values()];
      byKey = new Map();
      return {
        writes: Math.max(0, ...counts.map(each => each.writes)),
        reads: Math.max(0, ...counts.map(each => each.reads)),
      };
    },
  };
}

/** Names and values: text in UTF-8, numbers two digits to a byte and one more, bytes as they are. */
function sizeOf(item: Item): number {
  return Object.entries(item).reduce((sum, [name, { S, N, B }]) => {
    const value =
      S === undefined
        ? B === undefined
          ? Math.ceil((N ?? '').length / 2) + 1
          : Buffer.from(B, 'base64').length
        : Buffer.byteLength(S);
    return sum + Buffer.byteLength(name) + value;
  }, 0);
}
