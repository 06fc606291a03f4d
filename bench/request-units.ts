import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { tableShapes } from '../lib/aws/index.ts';
import type { Item } from '../test/aws/dynamodb-expression.ts';
import { memoryDynamoDb } from '../test/aws/memory-dynamodb.ts';

/**
 * The state table in this process, which counts request units as DynamoDB's documentation says: a write costs one per
 * kilobyte of the whole item, also where its condition fails; a strongly consistent query one per four kilobytes of all
 * that it reads, and at least one. No local DynamoDB meters by key, so hot keys are found by this count.
 */
export interface RequestUnits {
  readonly client: DynamoDBClient;
  readonly totals: () => Units & { readonly bytes: number; readonly items: number };
  /** The most units that any one partition key took since the last call, which ends the count. */
  readonly hottest: () => Units;
}

export interface Units {
  readonly writes: number;
  readonly reads: number;
}

export function requestUnits(): RequestUnits {
  const table = memoryDynamoDb(tableShapes);
  const totals = { writes: 0, reads: 0 };
  const kept = new Map<string, number>();
  let byKey = new Map<string, { writes: number; reads: number }>();
  const count = (key: string | undefined, what: keyof Units, units: number) => {
    const counts = byKey.get(key ?? '') ?? { writes: 0, reads: 0 };
    byKey.set(key ?? '', counts);
    counts[what] += units;
    totals[what] += units;
  };

  const send = async (command: Parameters<DynamoDBClient['send']>[0]): Promise<unknown> => {
    if (command instanceof PutItemCommand) {
      const item = command.input.Item ?? {};
      kept.set(`${item.pk?.S} ${item.sk?.S}`, sizeOf(item));
      count(item.pk?.S, 'writes', Math.ceil(sizeOf(item) / 1024));
      return table.send(command);
    }
    if (command instanceof QueryCommand) {
      const page = await table.send(command);
      const size = (page.Items ?? []).reduce((sum, item) => sum + sizeOf(item), 0);
      count(command.input.ExpressionAttributeValues?.[':pk']?.S, 'reads', Math.max(1, Math.ceil(size / 4096)));
      return page;
    }
    throw new Error('detection sends no other command to the state table');
  };

  return {
    client: Object.assign(Object.create(table), { send }),
    totals: () => ({ ...totals, bytes: [...kept.values()].reduce((sum, size) => sum + size, 0), items: kept.size }),
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
    const value = B?.length ?? (S === undefined ? Math.ceil((N ?? '').length / 2) + 1 : Buffer.byteLength(S));
    return sum + Buffer.byteLength(name) + value;
  }, 0);
}
