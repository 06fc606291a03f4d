import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { place, prefixes, stackName } from './place.ts';

/** One record as a producer puts it, and when. */
export interface PutRecord {
  readonly data: Uint8Array;
  readonly arrivedAtMillis: number;
}

export interface LocalFirehose {
  /** Delivers records through detect, batch by batch. */
  readonly deliver: (carries: Carries, records: readonly PutRecord[]) => Promise<void>;
  readonly counts: { readonly batches: number; readonly records: number; readonly failed: number };
}

/** Each stream carries one kind of record, so that an archived object is whole (DESIGN §7). */
export type Carries = 'compressed' | 'plain';

export interface FirehoseOptions {
  readonly transform: (event: FirehoseTransformationEvent) => Promise<FirehoseTransformationResult>;
  readonly put: (key: string, bytes: Uint8Array) => void;
}

/** The processor's buffer, as the stack sets it. */
const batchBytes = 1024 * 1024;
const mostRecords = 500;
/** As Firehose retries a function that cannot be called. */
const attempts = 3;

export function localFirehose({ transform, put }: FirehoseOptions): LocalFirehose {
  const counts = { batches: 0, records: 0, failed: 0 };

  const deliverBatch = async (carries: Carries, batch: readonly PutRecord[]) => {
    const event = transformationEvent(carries, batch, ++counts.batches);
    counts.records += batch.length;
    const outcome = await transformed(event, transform);
    const failures = event.records.flatMap(record => {
      const result = outcome.results.get(record.recordId) ?? 'ProcessingFailed';
      return result === 'ProcessingFailed' ? [record] : [];
    });
    const kept = batch.filter((_, index) => outcome.results.get(event.records[index]?.recordId ?? '') === 'Ok');
    if (kept.length > 0) put(archiveKey(carries, counts.batches), Buffer.concat(kept.map(({ data }) => data)));
    if (failures.length === 0) return;
    counts.failed += failures.length;
    const lines = failures.map(record => JSON.stringify(failedRecord(record, outcome.reason)));
    put(failedKey(carries, counts.batches), Buffer.from(`${lines.join('\n')}\n`));
  };

  return {
    counts,
    deliver: async (carries, records) => {
      for (const batch of batches(records)) await deliverBatch(carries, batch);
    },
  };
}

interface Outcome {
  readonly results: ReadonlyMap<string, string>;
  readonly reason: string;
}

async function transformed(
  event: FirehoseTransformationEvent,
  transform: FirehoseOptions['transform'],
): Promise<Outcome> {
  let reason = 'the function reported the record as failed';
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      const { records } = await transform(event);
      return { results: new Map(records.map(record => [record.recordId, record.result])), reason };
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  return { results: new Map(), reason };
}

function* batches(records: readonly PutRecord[]): Generator<readonly PutRecord[]> {
  let batch: PutRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    if (batch.length >= mostRecords || (batch.length > 0 && bytes + record.data.length > batchBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += record.data.length;
  }
  if (batch.length > 0) yield batch;
}

function transformationEvent(
  carries: Carries,
  batch: readonly PutRecord[],
  number: number,
): FirehoseTransformationEvent {
  return {
    invocationId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    deliveryStreamArn: `arn:${place.partition}:firehose:${place.region}:${place.account}:deliverystream/${stackName}-${carries}`,
    region: place.region,
    records: batch.map(({ data, arrivedAtMillis }, index) => ({
      recordId: `${carries}-${number}-${index}`,
      approximateArrivalTimestamp: arrivedAtMillis,
      data: Buffer.from(data).toString('base64'),
    })),
  };
}

/** A line of an object under the error prefix, as Firehose writes it. */
function failedRecord(record: FirehoseTransformationEvent['records'][number], reason: string) {
  return {
    attemptsMade: attempts,
    arrivalTimestamp: record.approximateArrivalTimestamp,
    errorCode: 'Lambda.FunctionError',
    errorMessage: reason,
    attemptEndingTimestamp: record.approximateArrivalTimestamp,
    rawData: record.data,
    lambdaArn: `arn:${place.partition}:lambda:${place.region}:${place.account}:function:detect:$LATEST`,
  };
}

function archiveKey(carries: Carries, number: number): string {
  return `${prefixes.archive}${carries}/local/${number}${carries === 'compressed' ? '.gz' : '.ndjson'}`;
}

function failedKey(carries: Carries, number: number): string {
  return `${prefixes.failed}${carries}/processing-failed/local/${number}`;
}
