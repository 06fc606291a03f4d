import { isObject, type JsonObject, type Micros } from '../event/index.ts';
import { splitText } from './split-text.ts';

/** One line of the objects that Firehose writes under `processing-failed/`. */
export type FailedRecord =
  | {
      readonly ok: true;
      readonly bytes: Uint8Array;
      /** The record as it was put: base64. */
      readonly rawData: string;
      readonly arrival: Micros;
      readonly attemptsMade: number;
      readonly errorCode: string;
      readonly errorMessage: string;
      readonly line: number;
    }
  | { readonly ok: false; readonly reason: string; readonly text: string; readonly line: number };

/** Every line of such an object, also those that are damaged: nothing is stepped over in silence. */
export function* readFailedRecords(object: Uint8Array): Generator<FailedRecord> {
  for (const { text, json, line } of splitText(object)) {
    if (json !== null && isFailedRecord(json)) yield failedRecord(json, line);
    else yield { ok: false, reason: 'not a record of a processing-failed object (rawData is missing)', text, line };
  }
}

export function isFailedRecord(json: JsonObject): boolean {
  return typeof json.rawData === 'string' && typeof json.errorCode === 'string' && 'arrivalTimestamp' in json;
}

export function failedRecord(json: JsonObject, line: number): FailedRecord & { readonly ok: true } {
  const rawData = isObject(json) && typeof json.rawData === 'string' ? json.rawData : '';
  return {
    ok: true,
    bytes: Buffer.from(rawData, 'base64'),
    rawData,
    arrival: Math.round(numberOf(json.arrivalTimestamp) * 1000),
    attemptsMade: numberOf(json.attemptsMade),
    errorCode: String(json.errorCode ?? ''),
    errorMessage: typeof json.errorMessage === 'string' ? json.errorMessage : '',
    line,
  };
}

function numberOf(value: unknown): number {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : 0;
  return Number.isFinite(number) ? number : 0;
}
