import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { streamRelay } from '../../../cli/local/stream-relay.ts';

const record = (sequence: number): DynamoDBRecord => ({ dynamodb: { SequenceNumber: String(sequence) } });
const numbers = (records: readonly DynamoDBRecord[]) => records.map(one => Number(one.dynamodb?.SequenceNumber));
const options = { batchSize: 3, windowMillis: 0, maxAttempts: 3, retryMillis: 0 };

describe('the relay of a stream', () => {
  it('delivers in order, in batches, the next only after the last was taken', async () => {
    const batches: number[][] = [];
    let running = 0;
    const relay = streamRelay(
      async ({ Records }) => {
        expect(++running).toBe(1);
        await new Promise(resolve => setImmediate(resolve));
        batches.push(numbers(Records));
        running -= 1;
        return undefined;
      },
      () => expect.unreachable(),
      options,
    );
    for (let sequence = 1; sequence <= 7; sequence++) relay.push(record(sequence));
    await relay.idle();
    expect(batches).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });

  it('goes on at the first record that the function reports as failed', async () => {
    const batches: number[][] = [];
    const relay = streamRelay(
      async ({ Records }) => {
        batches.push(numbers(Records));
        return batches.length === 1 ? { batchItemFailures: [{ itemIdentifier: '2' }] } : { batchItemFailures: [] };
      },
      () => expect.unreachable(),
      options,
    );
    for (const sequence of [1, 2, 3]) relay.push(record(sequence));
    await relay.idle();
    expect(batches).toEqual([
      [1, 2, 3],
      [2, 3],
    ]);
    expect(relay.counts).toEqual({ delivered: 3, retries: 1, abandoned: 0 });
  });

  it('gives up a record whose attempts are used up, says so, and goes on with the next', async () => {
    const abandoned: number[] = [];
    const relay = streamRelay(
      async ({ Records }) => {
        if (numbers(Records)[0] === 1) throw new Error('receiver is down');
        return undefined;
      },
      (records, reason) => {
        abandoned.push(...numbers(records));
        expect(reason).toBe('receiver is down');
      },
      options,
    );
    for (const sequence of [1, 2]) relay.push(record(sequence));
    await relay.idle();
    expect(abandoned).toEqual([1]);
    expect(relay.counts).toEqual({ delivered: 1, retries: 2, abandoned: 1 });
  });
});
