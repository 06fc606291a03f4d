import type { JsonObject, Micros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { notOf, oneEvent } from './make-event.ts';
import { mysqlAuditFields } from './mysql-audit-fields.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { sqlFacts } from './sql.ts';

/**
 * MariaDB's server_audit, which RDS for MySQL and MariaDB run, and Aurora MySQL's advanced audit: one format, but Aurora
 * stamps with microseconds since 1970 and writes out of order.
 */
export const mysqlAudit: Source = {
  name: 'mysql-audit',
  fields: mysqlAuditFields,
  recognises: ({ json, text }) => json === null && HEAD.test(text),
  parse,
  continues: (log, next) => !HEAD.test(next.text) && isOpen(log.text),
};

const HEAD =
  /^(\d{8} \d\d:\d\d:\d\d(?:\.\d{1,6})?|\d{16}),([^,]{0,255}),([^,]{0,255}),([^,]{0,255}),(\d{0,20}),(\d{0,20}),([A-Z_]{1,40}),([^,]{0,255}),/;

function parse(log: Log, settings: SourceSettings): Parsed {
  const head = HEAD.exec(log.text);
  if (head === null) return notOf('mysql-audit', log);
  const [
    all,
    stamp = '',
    serverhost = '',
    username = '',
    host = '',
    connectionid = '',
    queryid = '',
    operation = '',
    database = '',
  ] = head;
  const { object, rest } = objectOf(log.text.slice(all.length));
  const isStatement = operation.startsWith('QUERY');
  const fields: JsonObject = {
    timestamp: stamp,
    serverhost,
    username,
    host,
    connectionid,
    queryid,
    operation,
    database,
    object,
    retcode: rest.split(',')[0] ?? '',
    ...(isStatement && { statement: object, sql: { ...sqlFacts(object, 'mysql') } }),
  };
  return oneEvent({
    source: 'mysql-audit',
    log,
    settings,
    fields,
    time: timeOf(stamp),
    logSource: { product: 'mysql', service: 'audit', categories: ['database'] },
    host: { name: hostOfServer(log, serverhost), id: instanceOf(log) },
  });
}

/** RDS names the log group after the instance or cluster; the server's own name is that of a machine nobody sees. */
function instanceOf(log: Log): string {
  return /^\/aws\/rds\/(?:instance|cluster)\/([^/]{1,128})\//.exec(log.origin.logGroup)?.[1] ?? '';
}

function hostOfServer(log: Log, serverhost: string): string {
  return instanceOf(log) || serverhost;
}

function timeOf(stamp: string): Micros | null {
  if (/^\d{16}$/.test(stamp)) return Number(stamp);
  const found = /^(\d{4})(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))?$/.exec(stamp);
  if (found === null) return null;
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, fraction = ''] = found;
  return Date.UTC(+year, +month - 1, +day, +hour, +minute, +second) * 1000 + Number(fraction.padEnd(6, '0') || 0);
}

/** The object is a bare name, or a statement in quotes in which quotes and line ends are escaped; what follows it is codes. */
function objectOf(tail: string): { readonly object: string; readonly rest: string } {
  if (!tail.startsWith("'")) {
    const comma = tail.indexOf(',');
    return comma < 0 ? { object: tail, rest: '' } : { object: tail.slice(0, comma), rest: tail.slice(comma + 1) };
  }
  const end = closingQuote(tail);
  return { object: unescaped(tail.slice(1, end)), rest: tail.slice(end + 2) };
}

/**
 * The quote that ends the object: the last of the line, if nothing but codes follow it. Quotes inside are escaped by
 * some builds of the plugin and left alone by others. Where the statement was cut off, the text goes on to its end.
 */
function closingQuote(tail: string): number {
  const last = tail.lastIndexOf("'");
  const isEscaped = /[^\\](?:\\\\)*\\$/.test(tail.slice(Math.max(0, last - 64), last));
  return last > 0 && !isEscaped && /^,-?\d+(?:,[^']*)?$/.test(tail.slice(last + 1)) ? last : tail.length;
}

/** server_audit escapes line ends, tabs, quotes and the backslash itself. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  const pieces = text.split('\\\\');
  return pieces.map(piece => ESCAPES.reduce((done, [from, to]) => done.replaceAll(from, to), piece)).join('\\');
}

const ESCAPES: readonly (readonly [string, string])[] = [
  ["\\'", "'"],
  ['\\n', '\n'],
  ['\\t', '\t'],
  ['\\r', '\r'],
];

function isOpen(text: string): boolean {
  const head = HEAD.exec(text);
  if (head === null) return false;
  const tail = text.slice(head[0].length);
  return tail.startsWith("'") && closingQuote(tail) >= tail.length;
}
