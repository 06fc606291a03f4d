import type { Micros } from '../event/index.ts';
import { type FailedRecord, type FirehoseRecord, readFailedRecords } from '../ingest/index.ts';
import { detect, type RecordOutcome } from './detect.ts';
import type { ObjectStore } from './object-store.ts';
import type { DetectPorts } from './ports.ts';
import { reasonOf } from './run.ts';
import { addStatistics, emptyStatistics, type Statistics } from './statistics.ts';

export interface RedriveRequest {
  /** An object that Firehose wrote for records that it could not get through detection. */
  readonly key: string;
  /** 1 for the first time that this object is redriven. */
  readonly attempt: number;
  readonly account: string;
  readonly region: string;
  /** Where records go that cannot be evaluated. Nothing under it may start a redrive. */
  readonly quarantinePrefix: string;
}

export interface Redriven {
  readonly evaluated: number;
  /** Failed once more: the same object is to be redriven again. */
  readonly again: number;
  readonly quarantined: number;
  /** Why, by how many records: for the log. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly statistics: Statistics;
}

/** So many redrives of an object, minutes apart, and its records are not failing by accident. */
export const mostRedrives = 3;

/**
 * Takes the records of a failed object through detection again. All of them each time: what was evaluated before is
 * decided again and changes nothing. What can never be decoded, or still fails at the last attempt, is parked under the
 * quarantine prefix with its reason, in Firehose's own form, so that it can be redriven by hand from there.
 */
export async function redrive(
  request: RedriveRequest,
  objects: ObjectStore,
  ports: DetectPorts,
  now: Micros,
): Promise<Redriven> {
  const { key, attempt, quarantinePrefix } = request;
  const bytes = await objects.get(key);
  if (bytes === null) throw new Error(`there is no object ${key}: it may have expired before it was redriven`);
  const isLast = attempt >= mostRedrives;
  const parked: Parked[] = [];
  const reasons: Record<string, number> = {};
  const statistics = emptyStatistics();
  let evaluated = 0;
  let again = 0;
  for (const portion of portions(readFailedRecords(bytes))) {
    const { outcomes, statistics: found } = await detectPortion(portion, request, ports, now);
    addStatistics(statistics, found);
    for (const [index, record] of portion.entries()) {
      const failure = failureOf(record, outcomes[index], isLast);
      if (failure === null) evaluated++;
      else {
        reasons[failure.reason] = (reasons[failure.reason] ?? 0) + 1;
        if (failure.isFinal) parked.push({ record, reason: failure.reason });
        else again++;
      }
    }
  }
  if (parked.length > 0) {
    const lines = parked.map(each => `${JSON.stringify(quarantined(each, attempt))}\n`).join('');
    await objects.put(`${quarantinePrefix}${key}`, Buffer.from(lines), 'application/x-ndjson');
  }
  return { evaluated, again, quarantined: parked.length, reasons, statistics };
}

interface Parked {
  readonly record: FailedRecord;
  readonly reason: string;
}

/** As large as a Firehose batch may be: detection holds a batch in memory. */
const portionRecords = 500;
const portionBytes = 4 * 1024 * 1024;

function* portions(records: Iterable<FailedRecord>): Generator<readonly FailedRecord[]> {
  let portion: FailedRecord[] = [];
  let size = 0;
  for (const record of records) {
    portion.push(record);
    size += record.ok ? record.bytes.length : record.text.length;
    if (portion.length < portionRecords && size < portionBytes) continue;
    yield portion;
    portion = [];
    size = 0;
  }
  if (portion.length > 0) yield portion;
}

/** One outcome for each record of the portion; a portion that throws has failed as a whole. */
async function detectPortion(
  portion: readonly FailedRecord[],
  { account, region }: RedriveRequest,
  ports: DetectPorts,
  now: Micros,
) {
  const records = portion.map(
    (record, index): FirehoseRecord => ({
      recordId: String(index),
      data: '',
      bytes: record.ok ? record.bytes : new Uint8Array(),
      // A redrive days later must find the record as late as it was when it came.
      arrival: record.ok ? record.arrival : 0,
    }),
  );
  try {
    return await detect({ account, region, records }, ports, now);
  } catch (error) {
    const reason = reasonOf(error);
    const outcomes = records.map(
      ({ recordId }): RecordOutcome => ({ recordId, outcome: 'failed', cause: 'unevaluated', reason }),
    );
    return { outcomes, statistics: emptyStatistics() };
  }
}

function failureOf(record: FailedRecord, outcome: RecordOutcome | undefined, isLast: boolean) {
  if (!record.ok) return { reason: record.reason, isFinal: true };
  if (outcome?.outcome !== 'failed') return null;
  return { reason: outcome.reason, isFinal: isLast || outcome.cause === 'undecodable' };
}

function quarantined({ record, reason }: Parked, attempt: number) {
  if (!record.ok) return { text: record.text, line: record.line, reason };
  return {
    attemptsMade: record.attemptsMade,
    arrivalTimestamp: Math.round(record.arrival / 1000),
    errorCode: record.errorCode,
    errorMessage: record.errorMessage,
    rawData: record.rawData,
    reason,
    redrives: attempt,
  };
}
