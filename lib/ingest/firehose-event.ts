import { isObject, type JsonValue, type Micros } from '../event/index.ts';

/** What Firehose hands to a transformation function: the parts of its event that are read here. */
export interface FirehoseInput {
  readonly invocationId: string;
  readonly deliveryStreamArn: string;
  readonly region: string;
  readonly records: readonly {
    readonly recordId: string;
    readonly approximateArrivalTimestamp: number;
    readonly data: string;
    /** Set where the stream reads from Kinesis. */
    readonly kinesisRecordMetadata?: { readonly approximateArrivalTimestamp: number };
  }[];
}

export interface FirehoseBatch {
  readonly account: string;
  readonly region: string;
  readonly records: readonly FirehoseRecord[];
}

export interface FirehoseRecord {
  readonly recordId: string;
  /** As Firehose gave it, to be given back unchanged. */
  readonly data: string;
  readonly bytes: Uint8Array;
  /** When the record first reached a stream: Kinesis's stamp where it came through one. */
  readonly arrival: Micros;
}

export function readFirehoseEvent(event: FirehoseInput): FirehoseBatch {
  return {
    account: event.deliveryStreamArn.split(':')[4] ?? '',
    region: event.region,
    records: event.records.map(record => ({
      recordId: record.recordId,
      data: record.data,
      bytes: Buffer.from(record.data, 'base64'),
      arrival: arrivalMicros(
        record.kinesisRecordMetadata?.approximateArrivalTimestamp ?? record.approximateArrivalTimestamp,
      ),
    })),
  };
}

/** Is this JSON a Firehose transformation event, as a file given to the command line may hold? */
export function isFirehoseEvent(json: JsonValue | FirehoseInput): json is FirehoseInput {
  if (!isObject(json as JsonValue)) return false;
  const { deliveryStreamArn, invocationId, records } = json as Record<string, unknown>; // checked on the next lines
  if (typeof deliveryStreamArn !== 'string' || typeof invocationId !== 'string' || !Array.isArray(records))
    return false;
  return records.every(record => typeof record?.recordId === 'string' && typeof record.data === 'string');
}

/** Milliseconds since the epoch; anything else would make every event late or early, so it counts as unknown (0). */
function arrivalMicros(millis: number): Micros {
  return Number.isFinite(millis) && millis > 0 && millis < 8.64e15 / 1000 ? Math.round(millis * 1000) : 0;
}
