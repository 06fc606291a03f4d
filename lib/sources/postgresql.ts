import { isObject, type LogEvent } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { makeEvent, notOf, oneEvent } from './make-event.ts';
import { postgresqlFields } from './postgresql-fields.ts';
import { isPostgresqlHead, type PostgresqlLine, postgresqlLine } from './postgresql-line.ts';
import type { Fragment, Parsed, Source, SourceSettings } from './source.ts';

/**
 * PostgreSQL's log with the line prefix of RDS and Aurora, pgaudit's entries among it; also its CSV form. Statements with
 * line ends come as one log or as several, which are put together in one record by `continues`, over records as parts.
 */
export const postgresql: Source = {
  name: 'postgresql',
  fields: postgresqlFields,
  recognises: ({ json, text, origin }) =>
    json === null &&
    (isPostgresqlHead(text) || (text.startsWith('\t') && /postgres/i.test(origin.logGroup + origin.file))),
  parse,
  continues: (log, next) => next.text.startsWith('\t') || (!isPostgresqlHead(next.text) && isOpenCsv(log.text)),
  isWhole: parts => {
    const entries = entriesOf(parts);
    return entries.every(({ line }) => line?.isClosed === true && !line.isOpenEnded);
  },
  assemble: (_, parts, settings) => entriesOf(parts).flatMap(({ log }) => eventsOf(log, settings)),
};

function isOpenCsv(text: string): boolean {
  return !text.includes(']:LOG:  ') && postgresqlLine(text)?.isClosed === false;
}

function parse(log: Log, settings: SourceSettings): Parsed {
  const line = postgresqlLine(log.text);
  if (line === null) return log.text.startsWith('\t') ? part(log, true) : notOf('postgresql', log);
  const mayGoOn = !line.isClosed || (line.isOpenEnded && !/;\s*$/.test(log.text));
  if (log.isLast && mayGoOn) return part(log, false);
  const events = eventsOf(log, settings, line);
  return events.length === 0 ? { outcome: 'ignored' } : { outcome: 'events', events };
}

/**
 * What a record cut off. Parts of one minute of one stream are put in order by CloudWatch's ids, which rise; lines are
 * complete as soon as their quotes close, and otherwise evaluated when their time is up.
 */
function part(log: Log, complete: boolean): Parsed {
  const { account, logGroup, logStream, file, recordId, line } = log.origin;
  const minute = log.timestamp === null ? recordId : String(Math.floor(log.timestamp / MINUTE));
  const order = log.cloudWatchId || String(line).padStart(12, '0');
  const fragment: Fragment = {
    source: 'postgresql',
    key: [account, logGroup, logStream, file, minute].join('/'),
    part: order,
    log,
    content: { order },
    complete,
    deadline: log.arrival + MINUTE,
  };
  return { outcome: 'fragment', fragment };
}

const MINUTE = 60_000_000;

interface Entry {
  readonly log: Log;
  readonly line: PostgresqlLine | null;
}

/** The parts in order, each line that begins none joined to the one before it. */
function entriesOf(parts: readonly Fragment[]): readonly Entry[] {
  const inOrder = [...parts].sort((a, b) => (a.part < b.part ? -1 : a.part > b.part ? 1 : 0));
  const logs: Log[] = [];
  for (const { log } of inOrder) {
    const last = logs.at(-1);
    if (last !== undefined && log.text.startsWith('\t')) logs[logs.length - 1] = joined(last, log);
    else logs.push(log);
  }
  return logs.map(log => ({ log, line: postgresqlLine(log.text) }));
}

function joined(log: Log, next: Log): Log {
  const lines = [...linesOf(log), ...linesOf(next)];
  const origin = lines.length === 0 ? log.origin : { ...log.origin, lines };
  return { ...log, text: `${log.text}\n${next.text}`, origin };
}

function linesOf({ origin }: Log): readonly number[] {
  return origin.lines ?? (origin.line > 0 ? [origin.line] : []);
}

/**
 * A parallel worker repeats its leader's statement under no user's name: counted once. Lines that continue a statement
 * whose beginning never came are kept as text.
 */
function eventsOf(log: Log, settings: SourceSettings, known?: PostgresqlLine | null): readonly LogEvent[] {
  const line = known ?? postgresqlLine(log.text);
  const fields = line?.fields ?? { message: log.text, kind: 'message' };
  if (fields.kind === 'audit' && fields.user === undefined) return [];
  const instance = instanceOf(log);
  return [
    makeEvent({
      source: 'postgresql',
      log,
      settings,
      fields,
      time: line?.time ?? null,
      logSource: {
        product: 'postgresql',
        service: fields.kind === 'audit' ? 'pgaudit' : 'postgresql',
        categories: ['database'],
      },
      host: { id: instance, name: instance, isOwnStream: true },
      ...(typeof fields.session_line === 'number' && { sequence: fields.session_line }),
    }),
  ];
}

function instanceOf(log: Log): string {
  return /^\/aws\/rds\/(?:instance|cluster)\/([^/]{1,128})\//.exec(log.origin.logGroup)?.[1] ?? '';
}

/** PostgreSQL 15's `jsonlog`. */
export const postgresqlJson: Source = {
  name: 'postgresql-json',
  fields: { ...postgresqlFields, source: 'postgresql-json' },
  recognises: ({ json }) =>
    json !== null &&
    typeof json.error_severity === 'string' &&
    typeof json.message === 'string' &&
    'session_id' in json &&
    !isObject(json.event),
  parse: jsonEntry,
};

function jsonEntry(log: Log, settings: SourceSettings): Parsed {
  const json = log.json;
  if (json === null) return notOf('postgresql-json', log);
  const line = postgresqlLine(
    `${String(json.timestamp ?? '').replace(/\.\d+/, '')}:${json.remote_host ?? ''}:${json.user ?? ''}@${json.dbname ?? ''}:[${json.pid ?? 0}]:${json.error_severity}:  ${json.message}`,
  );
  const fields = { ...json, ...line?.fields, client_port: String(json.remote_port ?? '') };
  if (line?.fields.kind === 'audit' && line.fields.user === undefined) return { outcome: 'ignored' };
  return oneEvent({
    source: 'postgresql-json',
    log,
    settings,
    fields,
    time: line?.time ?? null,
    logSource: {
      product: 'postgresql',
      service: line?.fields.kind === 'audit' ? 'pgaudit' : 'postgresql',
      categories: ['database'],
    },
    host: { id: instanceOf(log), name: instanceOf(log), isOwnStream: true },
  });
}
