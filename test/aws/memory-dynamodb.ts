import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { TableShape } from '../../lib/aws/index.ts';
import { compareValues, holds, type Item, updated } from './dynamodb-expression.ts';

/**
 * DynamoDB in this process, for thousands of schedules in minutes: the commands that weir sends, by their documented
 * meaning, each at one stroke. The embedded DynamoDB speaks the protocol as well; the contracts hold both.
 */
export function memoryDynamoDb(shapes: Readonly<Record<string, TableShape>>): DynamoDBClient {
  const tables = new Map(Object.entries(shapes).map(([name, shape]) => [name, { shape, items: new Map() as Items }]));
  const tableOf = (name: string | undefined): Table => {
    const table = tables.get(name ?? '');
    if (table === undefined) throw new Error(`there is no table ${name}`);
    return table;
  };

  const answer = (command: unknown): unknown => {
    if (command instanceof PutItemCommand) {
      const { TableName, Item: item = {}, ConditionExpression } = command.input;
      return write(tableOf(TableName), item, ConditionExpression, command.input, () => item);
    }
    if (command instanceof UpdateItemCommand) {
      const { TableName, Key = {}, ConditionExpression, UpdateExpression = '' } = command.input;
      return write(tableOf(TableName), Key, ConditionExpression, command.input, before =>
        updated(UpdateExpression, { ...Key, ...before }, command.input),
      );
    }
    if (command instanceof DeleteItemCommand) {
      const table = tableOf(command.input.TableName);
      const key = keyOf(table, command.input.Key ?? {});
      table.items.get(key.partition)?.delete(key.sort);
      return {};
    }
    if (command instanceof GetItemCommand) {
      const table = tableOf(command.input.TableName);
      return { Item: itemAt(table, command.input.Key ?? {}) };
    }
    if (command instanceof QueryCommand) return query(tableOf(command.input.TableName), command.input);
    if (command instanceof ScanCommand) return { Items: allItems(tableOf(command.input.TableName)) };
    throw new Error('no command that weir is known to send');
  };
  // Pages of queries ask whether it is a client; nothing else of one is used.
  const client: DynamoDBClient = Object.create(DynamoDBClient.prototype);
  return Object.assign(client, { send: async (command: unknown) => answer(command) });
}

type Items = Map<string, Map<string, Item>>;
interface Table {
  readonly shape: TableShape;
  readonly items: Items;
}

function keyOf({ shape }: Table, item: Item) {
  const sort = shape.sortKey === undefined ? undefined : item[shape.sortKey.name];
  return { partition: item[shape.partitionKey.name]?.S ?? '', sort: sort?.S ?? sort?.N ?? '' };
}

function itemAt(table: Table, key: Item): Item | undefined {
  const { partition, sort } = keyOf(table, key);
  return table.items.get(partition)?.get(sort);
}

function allItems({ items }: Table): Item[] {
  return [...items.values()].flatMap(partition => [...partition.values()]);
}

function write(
  table: Table,
  key: Item,
  condition: string | undefined,
  input: Parameters<typeof holds>[2] & { readonly ReturnValues?: string | undefined },
  change: (before: Item) => Item,
): unknown {
  const before = itemAt(table, key) ?? {};
  if (condition !== undefined && !holds(condition, before, input)) {
    throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
  }
  const after = change(before);
  const { partition, sort } = keyOf(table, key);
  const items = table.items.get(partition) ?? new Map<string, Item>();
  table.items.set(partition, items.set(sort, after));
  return input.ReturnValues === 'ALL_NEW' ? { Attributes: after } : {};
}

function query(table: Table, input: QueryCommandInput): unknown {
  const index = table.shape.indexes.find(each => each.name === input.IndexName);
  const own = table.items.get(input.ExpressionAttributeValues?.[':pk']?.S ?? '')?.values() ?? [];
  const among = index === undefined ? [...own] : allItems(table);
  const sortKey = (index ?? table.shape).sortKey?.name ?? '';
  const found = among
    .filter(item => item[sortKey] !== undefined && holds(input.KeyConditionExpression ?? '', item, input))
    .sort((a, b) => compareValues(a[sortKey] ?? { S: '' }, b[sortKey] ?? { S: '' }));
  if (input.ScanIndexForward === false) found.reverse();
  const page = found.slice(0, input.Limit ?? found.length);
  return input.Select === 'COUNT' ? { Count: page.length } : { Items: page, Count: page.length };
}
