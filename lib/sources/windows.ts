import { isObject, type JsonObject, type Micros, parseIsoMicros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { hashOf } from './event-id.ts';
import { notOf, oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { windowsFields, winlogbeatFields } from './windows-fields.ts';
import { windowsKind } from './windows-kinds.ts';
import { windowsLayout, windowsName, windowsRecord } from './windows-record.ts';
import { windowsService } from './windows-services.ts';

/** Windows event logs, Sysmon's among them: as evtx_dump writes them, or flat as NXLog and its like do. */
export const windows: Source = {
  name: 'windows',
  fields: windowsFields,
  recognises: ({ json }) => json !== null && !isObject(json.winlog) && windowsLayout(json) !== null,
  parse: (log, settings) => parse('windows', log, settings),
};

/** The same events from Winlogbeat since version 7 or Elastic Agent, which are ECS documents besides. */
export const winlogbeat: Source = {
  name: 'winlogbeat',
  fields: winlogbeatFields,
  recognises: ({ json }) => json !== null && isObject(json.winlog) && Object.hasOwn(json, '@timestamp'),
  parse: (log, settings) => parse('winlogbeat', log, settings),
};

function parse(source: string, log: Log, settings: SourceSettings): Parsed {
  const fields = log.json === null ? null : windowsRecord(log.json);
  if (fields === null) return notOf(source, log);
  const text = (name: string): string => String(windowsName(fields, name) ?? '');
  const channel = text('Channel');
  const time = timeOf(fields);
  const record = text('EventRecordID');
  const computer = text('Computer');
  return oneEvent({
    source,
    log,
    settings,
    fields,
    isItsJson: true,
    time,
    logSource: {
      product: 'windows',
      ...(channel === '' ? {} : { service: windowsService(channel) }),
      categories: windowsKind(channel, Number(text('EventID')), text('EventType')).sigma,
    },
    host: { name: computer },
    // A log that is cleared counts its records from 1 again, so the time is part of the identity.
    id: () => (record === '' ? '' : hashOf([computer, channel, record, String(time)])),
  });
}

/**
 * When Windows wrote the event; Sysmon's own clock where the collector kept only that. NXLog's `EventTime` is the
 * machine's local time, so it is the last resort, behind the collector's stamp.
 */
function timeOf(fields: JsonObject): Micros | null {
  for (const name of ['TimeCreated', 'SystemTime', 'UtcTime', '@timestamp', 'EventTime']) {
    const value = windowsName(fields, name);
    const time = typeof value === 'string' ? parseIsoMicros(value) : null;
    if (time !== null) return time;
  }
  return null;
}
