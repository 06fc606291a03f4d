import type { LogEvent } from '../../lib/event/index.ts';
import { decodeRecord, defaultLimits } from '../../lib/ingest/index.ts';
import {
  defaultSettings,
  explainAll,
  type Fragment,
  fieldTables,
  joinLines,
  readLog,
  sourceNamed,
} from '../../lib/sources/index.ts';

const context = { arrival: 1_795_225_830_000_000, recordId: 'r', account: '1', region: 'r' };

/** Takes a record all the way: decoded, joined, read, assembled, explained, and every ECS field of it asked for. */
export function readEverything(record: Uint8Array): { readonly events: number; readonly sources: readonly string[] } {
  const decoded = decodeRecord(record, context, defaultLimits);
  if (decoded.outcome !== 'logs') return { events: 0, sources: [] };
  const events: LogEvent[] = [];
  const parts = new Map<string, Fragment[]>();
  for (const log of joinLines(decoded.logs)) {
    const { parsed } = readLog(log, defaultSettings);
    if (parsed.outcome === 'events') events.push(...parsed.events);
    if (parsed.outcome === 'fragment')
      parts.set(parsed.fragment.key, [...(parts.get(parsed.fragment.key) ?? []), parsed.fragment]);
  }
  for (const group of parts.values()) {
    const source = sourceNamed(group[0]?.source ?? '');
    source?.isWhole?.(group);
    events.push(...(source?.assemble?.(group[0]?.key ?? '', group, defaultSettings) ?? []));
  }
  for (const event of explainAll(events)) {
    if (!Number.isSafeInteger(event.time)) throw new Error(`time ${event.time} of ${event.source}`);
    for (const read of Object.values(fieldTables[event.source]?.ecs ?? {})) read.read(event.fields, event);
  }
  return { events: events.length, sources: events.map(event => event.source) };
}
