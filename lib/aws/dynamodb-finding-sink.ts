import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  compareOpened,
  type Finding,
  type FindingRow,
  type FindingSink,
  nextRow,
  type OpenedFinding,
  type Receiver,
  receivers,
  seriesOf,
} from '../finding/index.ts';
import { behindMarker, dynamoDbBehind } from './dynamodb-behind.ts';
import { dynamoDbProgress } from './dynamodb-progress.ts';
import { contentAttributes, findingRow, UnreadableRow } from './finding-item.ts';
import { inParallel } from './in-parallel.ts';

/**
 * Findings in DynamoDB. A save reads the row, lets nextRow decide, and writes on condition that the revision is still the
 * one it read; whoever loses that race reads again. Progress and content are different attributes of one item, each
 * written by its own named clauses, so a save can never set a receiver back.
 */
export function dynamoDbFindingSink(
  client: DynamoDBClient,
  table: string,
  sendTo: readonly Receiver[] = receivers,
): FindingSink {
  const load = async (id: string): Promise<FindingRow | null> => {
    const found = await client.send(
      new GetItemCommand({ TableName: table, Key: { id: { S: id } }, ConsistentRead: true }),
    );
    return found.Item === undefined ? null : findingRow(found.Item);
  };

  const write = async (row: FindingRow, isNew: boolean, now: number): Promise<void> => {
    const attributes = contentAttributes(row);
    const marker = behindMarker(row, sendTo);
    const clauses = Object.keys(attributes).map(name => `#${name} = :${name}`);
    const isBehind = marker === null ? [] : ['behind = :behind', 'behindSince = if_not_exists(behindSince, :now)'];
    const rowIsNew = 'attribute_not_exists(id)';
    const rowIsAsRead = '#revision = :revisionRead';
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { id: { S: row.finding.id } },
        UpdateExpression: `SET ${[...clauses, ...isBehind].join(', ')}`,
        ConditionExpression: isNew ? rowIsNew : rowIsAsRead,
        ExpressionAttributeNames: Object.fromEntries(Object.keys(attributes).map(name => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
          ...(marker === null ? {} : { ':behind': { S: marker }, ':now': { N: String(now) } }),
          ...(isNew ? {} : { ':revisionRead': { N: String(row.finding.revision - 1) } }),
        },
      }),
    );
  };

  const withRelated = async (finding: Finding): Promise<Finding> => {
    const series = seriesOf(finding);
    if (series === '') return finding;
    const earlier = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'series',
        KeyConditionExpression: 'series = :series AND firstSeen < :firstSeen',
        ExpressionAttributeValues: { ':series': { S: series }, ':firstSeen': { S: finding.firstSeen } },
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    const last = earlier.Items?.[0]?.id?.S;
    return last === undefined ? finding : { ...finding, related: [last] };
  };

  return {
    save: async (finding, basis, now) => {
      for (let attempt = 1; ; attempt++) {
        const stored = await load(finding.id);
        const isNew = stored === null && finding.state === 'active';
        const { outcome, row } = nextRow(stored, isNew ? await withRelated(finding) : finding, basis, now);
        if (row === null) return outcome;
        try {
          await write(row, stored === null, now);
          return outcome;
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException) || attempt === mostRaces) throw error;
        }
      }
    },
    load,
    ...dynamoDbProgress(client, table, sendTo),
    behind: async (before, limit) => {
      const ids = await dynamoDbBehind(client, table, before, limit);
      const rows = await inParallel(ids, async id => {
        try {
          return await load(id);
        } catch (error) {
          // It was counted when its change came by in the stream, and must not stop the others here.
          if (error instanceof UnreadableRow) return null;
          throw error;
        }
      });
      // The index lags behind the table: what was settled meanwhile is no longer of interest.
      return rows.flatMap(row => (row === null || behindMarker(row, sendTo) === null ? [] : [row]));
    },
    openedCount: async (rule, from, to, most) => {
      const query = { ...openedQuery(table, rule, from, to, most), Select: 'COUNT' as const };
      let count = 0;
      for await (const page of paginateQuery({ client }, query)) {
        count += page.Count ?? 0;
        if (count >= most) return most;
      }
      return count;
    },
    firstOpened: async (rule, from, to, most) => {
      const found: OpenedFinding[] = [];
      const query = openedQuery(table, rule, from, to, Math.max(most, leastPage));
      for await (const page of paginateQuery({ client }, query)) {
        const items = page.Items ?? [];
        found.push(...items.map(({ id, createdAt }) => ({ id: id?.S ?? '', createdAt: Number(createdAt?.N) })));
        // Those opened at one moment come in no order of their ids, so all of that moment are read.
        const last = found[most - 1];
        if (last !== undefined && (found.at(-1)?.createdAt ?? 0) > last.createdAt) break;
        if (found.length >= mostOfAMoment) break;
      }
      return found.sort(compareOpened).slice(0, most);
    },
    opened: async (rule, from, to, limit) => {
      const page = await client.send(new QueryCommand(openedQuery(table, rule, from, to, limit)));
      const rows = await inParallel(page.Items ?? [], item => load(item.id?.S ?? ''));
      return rows.filter(row => row !== null);
    },
  };
}

/** Each race lost means that another writer won one, so this many in a row are no accident. */
const mostRaces = 20;

/** Keys of findings are small: a page of them is a few read units. */
const leastPage = 200;
/** More opened by one rule in one moment than any batch brings: which of these come first is then anybody's guess. */
const mostOfAMoment = 20_000;

/** The end of BETWEEN is included, `to` is not. */
function openedQuery(table: string, rule: string, from: number, to: number, limit: number) {
  const values: Record<string, AttributeValue> = {
    ':rule': { S: rule },
    ':from': { N: String(from) },
    ':last': { N: String(Math.max(from, to - 1)) },
  };
  return {
    TableName: table,
    IndexName: 'opened',
    KeyConditionExpression: '#rule = :rule AND createdAt BETWEEN :from AND :last',
    ExpressionAttributeNames: { '#rule': 'rule' },
    ExpressionAttributeValues: values,
    Limit: limit,
  };
}
