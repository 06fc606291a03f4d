import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

export interface StreamRelay {
  readonly push: (record: DynamoDBRecord) => void;
  /** Resolves when everything pushed so far was taken or given up. */
  readonly idle: () => Promise<void>;
  readonly counts: { readonly delivered: number; readonly retries: number; readonly abandoned: number };
}

export interface RelayOptions {
  readonly batchSize: number;
  /** How long to gather records before the first delivery of a batch. */
  readonly windowMillis: number;
  readonly maxAttempts: number;
  readonly retryMillis: number;
}

/**
 * Lambda's event source mapping for one shard of a DynamoDB stream: in order, batch by batch, the next only after the
 * last was taken. What fails is sent again from the first record that the function reports as failed, until the attempts
 * are used up; then it goes where the real mapping would put it, to `abandon`.
 */
export function streamRelay(
  invoke: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse | undefined>,
  abandon: (records: readonly DynamoDBRecord[], reason: string) => void,
  { batchSize, windowMillis, maxAttempts, retryMillis }: RelayOptions,
): StreamRelay {
  const waiting: DynamoDBRecord[] = [];
  const counts = { delivered: 0, retries: 0, abandoned: 0 };
  let running: Promise<void> | null = null;

  const work = async () => {
    await pause(windowMillis);
    let attempts = 0;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize);
      const { taken, reason } = await deliver(invoke, batch);
      waiting.splice(0, taken);
      counts.delivered += taken;
      if (taken === batch.length) {
        attempts = 0;
        continue;
      }
      attempts = taken > 0 ? 1 : attempts + 1;
      if (attempts < maxAttempts) {
        counts.retries += 1;
        await pause(retryMillis * 2 ** Math.min(attempts, 6));
        continue;
      }
      const given = waiting.splice(0, 1);
      counts.abandoned += given.length;
      abandon(given, reason);
      attempts = 0;
    }
  };

  const start = () => {
    running ??= work().finally(() => {
      running = null;
      if (waiting.length > 0) start();
    });
  };

  return {
    counts,
    push: record => {
      waiting.push(record);
      start();
    },
    idle: async () => {
      while (running !== null) await running;
    },
  };
}

/** How many records, from the front, the function took. */
async function deliver(
  invoke: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse | undefined>,
  batch: readonly DynamoDBRecord[],
): Promise<{ readonly taken: number; readonly reason: string }> {
  try {
    const response = await invoke({ Records: [...batch] });
    const failed = (response?.batchItemFailures ?? []).map(failure => failure.itemIdentifier);
    if (failed.length === 0) return { taken: batch.length, reason: '' };
    const first = batch.findIndex(record => failed.includes(record.dynamodb?.SequenceNumber ?? ''));
    // An identifier that is none of the batch's fails the whole batch, as with the real mapping.
    return { taken: Math.max(first, 0), reason: 'the function reported the record as failed' };
  } catch (error) {
    return { taken: 0, reason: error instanceof Error ? error.message : String(error) };
  }
}

function pause(millis: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, millis));
}
