import { isObject, type JsonObject, type LogSource, parseIsoMicros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { cloudtrailFields } from './cloudtrail-fields.ts';
import { textAt } from './field-read.ts';
import { notOf, oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';

const logSource: LogSource = { product: 'aws', service: 'cloudtrail', categories: [] };

/** CloudTrail's events: from its log group, its files in S3 (`Records`), or EventBridge. */
export const cloudtrail: Source = {
  name: 'cloudtrail',
  logSource,
  fields: cloudtrailFields,
  recognises: ({ json }) =>
    json !== null &&
    typeof json.eventVersion === 'string' &&
    typeof json.eventSource === 'string' &&
    typeof json.eventName === 'string' &&
    typeof json.eventTime === 'string' &&
    !isObject(json.s3),
  parse,
};

/** `eventID` is unique within an account; a trail of an organization holds many. */
function parse(log: Log, settings: SourceSettings): Parsed {
  const fields = log.json;
  if (fields === null) return notOf('cloudtrail', log);
  const id = textAt(fields, 'eventID');
  return oneEvent({
    source: 'cloudtrail',
    log,
    settings,
    fields,
    time: parseIsoMicros(textAt(fields, 'eventTime')),
    logSource,
    id: id === '' ? '' : `${accountOf(fields) || log.origin.account}/${id}`,
  });
}

function accountOf(fields: JsonObject): string {
  return textAt(fields, 'recipientAccountId') || textAt(fields, 'userIdentity', 'accountId');
}
