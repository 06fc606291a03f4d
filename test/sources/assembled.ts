import type { LogEvent } from '../../lib/event/index.ts';
import type { Log } from '../../lib/ingest/index.ts';
import {
  defaultSettings,
  explainAll,
  type Fragment,
  joinLines,
  readLog,
  type SourceSettings,
  sourceNamed,
} from '../../lib/sources/index.ts';

/**
 * What a pipeline makes of logs that come in these batches: groups that are whole in their batch at once, the rest from
 * the union of their parts; in the end everything explained by everything. Keyed by id, the last telling of each event.
 */
export function eventsOfBatches(
  batches: readonly (readonly Log[])[],
  settings: SourceSettings = defaultSettings,
): ReadonlyMap<string, LogEvent> {
  const told = new Map<string, LogEvent>();
  const stored = new Map<string, Map<string, Fragment>>();
  const tell = (events: readonly LogEvent[]) => events.forEach(event => void told.set(event.id, event));
  const assemble = (parts: readonly Fragment[]) => {
    const [first] = parts;
    if (first !== undefined) tell(sourceNamed(first.source)?.assemble?.(first.key, parts, settings) ?? []);
  };
  for (const logs of batches) {
    const groups = new Map<string, Fragment[]>();
    for (const log of joinLines(logs)) {
      const { parsed } = readLog(log, settings);
      if (parsed.outcome === 'failed') throw new Error(parsed.reason);
      if (parsed.outcome === 'events') tell(parsed.events);
      if (parsed.outcome !== 'fragment') continue;
      const { fragment } = parsed;
      const id = `${fragment.source} ${fragment.key}`;
      groups.set(id, [...(groups.get(id) ?? []), fragment]);
    }
    for (const [id, parts] of groups) {
      if (isWhole(parts)) {
        assemble(parts);
        continue;
      }
      const known = stored.get(id) ?? new Map<string, Fragment>();
      for (const part of parts) known.set(part.part, part);
      stored.set(id, known);
    }
  }
  // The rest of what was stored is evaluated when its time is up, or was as soon as it was whole: the same union.
  for (const parts of stored.values()) assemble([...parts.values()]);
  return new Map(explainAll([...told.values()]).map(event => [event.id, event]));
}

function isWhole(parts: readonly Fragment[]): boolean {
  const [first] = parts;
  if (first === undefined || !parts.some(part => part.complete)) return false;
  return sourceNamed(first.source)?.isWhole?.(parts) ?? true;
}
