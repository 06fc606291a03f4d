import type { FirehoseRecord } from '../../lib/ingest/index.ts';
import type { RecordOutcome } from '../../lib/pipeline/index.ts';

export interface FirehoseOutput {
  readonly records: readonly FirehoseOutputRecord[];
}

export interface FirehoseOutputRecord {
  readonly recordId: string;
  /** `Ok` is archived, `Dropped` is not, `ProcessingFailed` lands under the error prefix for redrive. */
  readonly result: 'Ok' | 'Dropped' | 'ProcessingFailed';
  readonly data: string;
}

/** Every record of the batch with its data unchanged: the answer is never larger than the question. */
export function answer(
  records: readonly FirehoseRecord[],
  outcomes: readonly RecordOutcome[],
  archive: boolean,
): FirehoseOutput {
  const byRecord = new Map(outcomes.map(outcome => [outcome.recordId, outcome]));
  return {
    records: records.map(({ recordId, data }) => ({
      recordId,
      result: resultOf(byRecord.get(recordId), archive),
      data,
    })),
  };
}

function resultOf(outcome: RecordOutcome | undefined, archive: boolean): FirehoseOutputRecord['result'] {
  switch (outcome?.outcome) {
    case 'ok':
      return archive ? 'Ok' : 'Dropped';
    case 'control':
      return 'Dropped';
    case 'failed':
    // A record without an outcome was not evaluated, whatever the reason: it must come back.
    case undefined:
      return 'ProcessingFailed';
    default:
      return outcome satisfies never;
  }
}
