import {
  anyEventOf,
  type EventKind,
  ecsRead,
  type FieldTable,
  type LogEvent,
  readPath,
  revised,
} from '../event/index.ts';
import { decodeRecord, defaultLimits, type Log } from '../ingest/index.ts';
import { explainAll } from './explain.ts';
import { type FullLog, fullLogs } from './kinds/index.ts';
import { defaultSettings, readLog, sourceNamed, sources } from './registry.ts';
import type { Fragment } from './source.ts';

/**
 * Every kind of event, found by reading a full log of it: what reading gives nothing for, the kind cannot have. Sources
 * that take any record (ECS, OCSF, Winlogbeat, JSON, text) have one kind each, which declares nothing and may have all
 * that its table knows.
 */
export function eventKinds(): readonly EventKind[] {
  const known = fullLogs().map(kindOf);
  const named = new Set(known.map(({ source }) => source));
  return [...known, ...sources.filter(({ name }) => !named.has(name)).map(({ fields }) => anyEventOf(fields))];
}

function kindOf(full: FullLog): EventKind {
  const event = lastEvent(full);
  const table = sourceNamed(full.source)?.fields;
  if (event === undefined || table === undefined)
    throw new Error(`the full log of ${full.source} is not read: ${full.about}`);
  const kind = { source: full.source, about: full.about, logSource: event.logSource };
  if (full.names === 'any') return { ...anyEventOf(table), ...kind };
  // Each name is read once: rules by the thousand ask for the same few hundred.
  const had = Object.entries(table.ecs).flatMap(([name, { read }]) =>
    read(event.fields, event) === undefined ? [] : [name],
  );
  const known = new Set(had);
  return {
    ...kind,
    hasVendorName: name => (full.names === 'these' ? inRecord(event, table, name) : table.knowsVendorName(name)),
    hasEcsName: name => (Object.hasOwn(table.ecs, name) ? known.has(name) : ecsRead(table, name) !== null),
    ecsNames: table.isEcs ? null : had,
  };
}

/** The last event of the lines, as it is once everything that explains it is known. */
function lastEvent({ source, lines, logGroup = 'any', formats = {} }: FullLog): LogEvent | undefined {
  const settings = { ...defaultSettings, formats };
  const events: LogEvent[] = [];
  const parts = new Map<string, Fragment[]>();
  for (const log of logsOf(lines, logGroup)) {
    const { parsed } = readLog(log, settings);
    if (parsed.outcome === 'events') events.push(...parsed.events);
    if (parsed.outcome !== 'fragment') continue;
    const { key } = parsed.fragment;
    parts.set(key, [...(parts.get(key) ?? []), parsed.fragment]);
  }
  for (const [key, group] of parts) events.push(...(sourceNamed(source)?.assemble?.(key, group, settings) ?? []));
  const last = explainAll(events)
    .toSorted((a, b) => a.sequence - b.sequence)
    .at(-1);
  if (last?.source !== source) return undefined;
  // Read from a file, it would have that too.
  return revised(last, { origin: { ...last.origin, file: 'any' } });
}

function logsOf(lines: readonly string[], logGroup: string): readonly Log[] {
  const payload = {
    messageType: 'DATA_MESSAGE',
    owner: '123456789012',
    logGroup,
    logStream: 'i-0123456789abcdef0',
    logEvents: lines.map((message, at) => ({
      id: String(at).padStart(56, '0'),
      timestamp: 1_795_226_400_000,
      message,
    })),
  };
  const context = { arrival: 1_795_226_401_000_000, recordId: 'r', account: '123456789012', region: 'eu-west-1' };
  const decoded = decodeRecord(Buffer.from(JSON.stringify(payload)), context, defaultLimits);
  return decoded.outcome === 'logs' ? decoded.logs : [];
}

function inRecord({ fields }: LogEvent, { vendorRoots }: FieldTable, name: string): boolean {
  return vendorRoots.some(root => readPath(fields, [...root, name].join('.')) !== undefined);
}
