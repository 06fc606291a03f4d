import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { claimMicros, type FindingSink, type Progress, type Receiver, type Sender } from '../finding/index.ts';
import { behindMarker } from './dynamodb-behind.ts';
import { findingRow, type Item, progressName } from './finding-item.ts';

type ProgressPort = Pick<FindingSink, 'claim' | 'release' | 'recordSent' | 'recordFailed' | 'recordHeld'>;

/** Receivers' progress in a finding's item: attributes of its own, so that it and the content never overwrite each other. */
export function dynamoDbProgress(client: DynamoDBClient, table: string, sendTo: readonly Receiver[]): ProgressPort {
  /** The item after the change; null where the condition did not hold. */
  const change = async (id: string, clauses: Clauses): Promise<Item | null> => {
    try {
      const changed = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: { id: { S: id } },
          UpdateExpression: clauses.update,
          ConditionExpression: clauses.conditions.join(' AND '),
          ExpressionAttributeValues: clauses.values,
          ReturnValues: 'ALL_NEW',
        }),
      );
      return changed.Attributes ?? {};
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  };

  /** Moves the row in the index, or out of it; left alone where a save or another receiver has changed it meanwhile. */
  const settle = async (id: string, item: Item | null): Promise<void> => {
    if (item === null || item.behind?.S === undefined) return;
    const marker = behindMarker(findingRow(item), sendTo);
    if (marker === item.behind.S) return;
    const contentIsAsRead = '#revision = :revision';
    const placeIsAsRead = 'behind = :was';
    await client
      .send(
        new UpdateItemCommand({
          TableName: table,
          Key: { id: { S: id } },
          UpdateExpression:
            marker === null
              ? 'SET lastWrite = :progress REMOVE behind, behindSince'
              : 'SET lastWrite = :progress, behind = :marker',
          ConditionExpression: `${contentIsAsRead} AND ${placeIsAsRead}`,
          ExpressionAttributeNames: { '#revision': 'revision' },
          ExpressionAttributeValues: {
            ':progress': { S: 'progress' },
            ':revision': { N: item.revision?.N ?? '0' },
            ':was': { S: item.behind.S },
            ...(marker === null ? {} : { ':marker': { S: marker } }),
          },
        }),
      )
      .catch(error => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
  };

  return {
    claim: async (id, receiver, revision, sender, now) =>
      (await change(id, claimClauses(receiver, revision, sender, now))) !== null,
    release: async (id, receiver) => {
      await change(id, {
        update: `SET lastWrite = :progress REMOVE ${progressName(receiver, 'claimedUntil')}`,
        conditions: [rowExists],
        values: { ':progress': { S: 'progress' } },
      });
    },
    recordSent: async (id, receiver, revision, now) =>
      settle(id, await change(id, sentClauses(receiver, revision, now))),
    recordFailed: async (id, receiver, revision, reason) => {
      const again = await change(id, failedClauses(receiver, revision, reason, 'again'));
      await settle(id, again ?? (await change(id, failedClauses(receiver, revision, reason, 'first'))));
    },
    recordHeld: async id =>
      settle(
        id,
        await change(id, {
          update: 'SET held = :yes, lastWrite = :progress',
          conditions: [rowExists],
          values: { ':yes': { BOOL: true }, ':progress': { S: 'progress' } },
        }),
      ),
  };
}

interface Clauses {
  readonly update: string;
  readonly conditions: readonly string[];
  readonly values: Record<string, AttributeValue>;
}

const rowExists = 'attribute_exists(id)';

function claimClauses(receiver: Receiver, revision: number, sender: Sender, now: number): Clauses {
  const claimedBy = progressName(receiver, 'claimedBy');
  const claimedUntil = progressName(receiver, 'claimedUntil');
  const isNotSent = isBelow(progressName(receiver, 'revision'), ':revision');
  const isOwn = sender === 'stream' ? ` OR ${claimedBy} = :sender` : '';
  const isUnclaimed = `(attribute_not_exists(${claimedUntil}) OR ${claimedUntil} <= :now${isOwn})`;
  return {
    update: `SET ${claimedUntil} = :until, ${claimedBy} = :sender, lastWrite = :progress`,
    conditions: [rowExists, isNotSent, isUnclaimed],
    values: {
      ':revision': { N: String(revision) },
      ':now': { N: String(now) },
      ':until': { N: String(now + claimMicros) },
      ':sender': { S: sender },
      ':progress': { S: 'progress' },
    },
  };
}

function sentClauses(receiver: Receiver, revision: number, now: number): Clauses {
  const [sent, at, claim] = (['revision', 'at', 'claimedUntil'] as const satisfies (keyof Progress)[]).map(what =>
    progressName(receiver, what),
  );
  return {
    update: `SET ${sent} = :revision, ${at} = :now, lastWrite = :progress REMOVE ${claim}`,
    conditions: [rowExists, isBelow(`${sent}`, ':revision')],
    values: { ':revision': { N: String(revision) }, ':now': { N: String(now) }, ':progress': { S: 'progress' } },
  };
}

function failedClauses(receiver: Receiver, revision: number, reason: string, time: 'first' | 'again'): Clauses {
  const failed = progressName(receiver, 'failedRevision');
  const attempts = progressName(receiver, 'attempts');
  const sets = [
    `${failed} = :revision`,
    time === 'again' ? `${attempts} = ${attempts} + :one` : `${attempts} = :one`,
    `${progressName(receiver, 'reason')} = :reason`,
    'lastWrite = :progress',
  ];
  return {
    update: `SET ${sets.join(', ')} REMOVE ${progressName(receiver, 'claimedUntil')}`,
    conditions: [rowExists, time === 'again' ? `${failed} = :revision` : isBelow(failed, ':revision')],
    values: {
      ':revision': { N: String(revision) },
      ':one': { N: '1' },
      ':reason': { S: reason.slice(0, 500) },
      ':progress': { S: 'progress' },
    },
  };
}

function isBelow(name: string, value: string): string {
  return `(attribute_not_exists(${name}) OR ${name} < ${value})`;
}
