import { isObject, type JsonArray, type JsonObject, type JsonValue, type Micros } from '../event/index.ts';
import type { Unwrapped } from './expand.ts';

/** What a CloudWatch Logs subscription sends: null where this is something else, `control` for its reachability test. */
export function cloudWatchPayload(json: JsonObject, log: Unwrapped): Unwrapped[] | 'control' | null {
  const type = json.messageType;
  if (type === 'CONTROL_MESSAGE') return 'control';
  if (type !== 'DATA_MESSAGE' || !Array.isArray(json.logEvents)) return null;
  const origin = {
    ...log.origin,
    account: text(json.owner) || log.origin.account,
    logGroup: text(json.logGroup),
    logStream: text(json.logStream),
  };
  const logEvents: JsonArray = json.logEvents;
  return logEvents.map(entry => {
    const fields = isObject(entry) ? entry : {};
    const message = fields.message;
    const { account, region } = systemFields(fields.extractedFields);
    return {
      ...log,
      text: typeof message === 'string' ? message.replace(/\r?\n$/, '') : JSON.stringify(message ?? entry),
      json: null,
      envelope: null,
      cloudWatchId: text(fields.id),
      timestamp: micros(fields.timestamp),
      origin:
        account || region ? { ...origin, account: account || origin.account, region: region || origin.region } : origin,
    };
  });
}

/** CloudWatch's milliseconds; what is no such time counts as none. */
function micros(millis: JsonValue | undefined): Micros | null {
  const time = typeof millis === 'number' ? Math.round(millis * 1000) : Number.NaN;
  return Number.isSafeInteger(time) && time >= 0 ? time : null;
}

/** Centralised log groups say of each event which account and region it came from (`emitSystemFields`). */
function systemFields(extracted: JsonValue | undefined): { account: string; region: string } {
  const fields = isObject(extracted) ? extracted : {};
  return { account: text(fields['@aws.account']), region: text(fields['@aws.region']) };
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
