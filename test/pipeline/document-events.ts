import type { JsonObject, LogEvent } from '../../lib/event/index.ts';
import type { Log } from '../../lib/ingest/index.ts';
import { defaultEcsFields, defaultSettings, type EcsFields, ecsEvents } from '../../lib/sources/index.ts';

/** Documents as they would lie in a file, one second apart unless they say their own time. */
export function documentEvents(documents: readonly JsonObject[], fields: Partial<EcsFields> = {}): readonly LogEvent[] {
  const timed = documents.map(
    (document, second): JsonObject => ({
      '@timestamp': new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString(),
      ...document,
    }),
  );
  return ecsEvents(timed.map(logOf), { ...defaultEcsFields, ...fields }, defaultSettings);
}

function logOf(json: JsonObject, ordinal: number): Log {
  const origin = {
    account: '',
    region: '',
    logGroup: '',
    logStream: '',
    file: 'documents',
    line: ordinal + 1,
    recordId: '',
  };
  return {
    text: JSON.stringify(json),
    json,
    envelope: null,
    cloudWatchId: '',
    timestamp: null,
    arrival: 0,
    origin,
    ordinal,
  };
}
