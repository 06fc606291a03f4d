import type { Micros } from '../event/index.ts';
import { parseIsoMicros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { hashOf } from './event-id.ts';
import { notOf, oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { syslogFields } from './syslog-fields.ts';
import { syslogMessage } from './syslog-message.ts';

/** Linux's system log: /var/log/secure, auth.log, messages, cron; sshd and sudo among those who write to it. */
export const syslog: Source = {
  name: 'syslog',
  fields: syslogFields,
  recognises: ({ json, text }) => json === null && (TRADITIONAL.test(text) || MODERN.test(text) || RFC5424.test(text)),
  parse,
};

/** `Nov 21 01:50:24 db1 sshd[123]: …`, of RFC 3164: no year and no zone. */
const TRADITIONAL =
  /^(?:<(\d{1,3})>)?([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) ([\w.:-]{1,255}) ([\w./()-]{1,64}?)(?:\[(\d{1,10})\])?: /;
/** `2026-11-21T01:50:24.123456+00:00 db1 sshd[123]: …`, as rsyslog writes now. */
const MODERN =
  /^(?:<(\d{1,3})>)?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)) ([\w.:-]{1,255}) ([\w./()-]{1,64}?)(?:\[(\d{1,10})\])?: /;
const RFC5424 =
  /^<(\d{1,3})>1 (\S{1,40}) (\S{1,255}) (\S{1,48}) (\S{1,128}) \S{1,32} (?:-|(?:\[[^\]]{0,2000}\]){1,20}) ?/;

interface Head {
  readonly length: number;
  readonly priority: string;
  readonly time: Micros | null;
  readonly hostname: string;
  readonly program: string;
  readonly pid: string;
  /** The stamp as written, for the identity: the year is a guess. */
  readonly stamp: string;
}

function parse(log: Log, settings: SourceSettings): Parsed {
  const head = headOf(log);
  if (head === null) return notOf('syslog', log);
  const { priority, time, hostname, program, pid, stamp } = head;
  const message = log.text.slice(head.length);
  const fields = {
    hostname,
    program,
    message,
    ...(pid !== '' && pid !== '-' && { pid: Number(pid) }),
    ...(priority !== '' && { facility: Math.floor(Number(priority) / 8), severity: Number(priority) % 8 }),
    ...syslogMessage(program, message),
  };
  const service = SERVICES.get(program.toLowerCase());
  return oneEvent({
    source: 'syslog',
    log,
    settings,
    fields,
    time,
    logSource: { product: 'linux', ...(service !== undefined && { service }), categories: [] },
    host: { name: hostname },
    id: () => (log.cloudWatchId === '' ? hashOf([stamp, log.text, String(log.ordinal)]) : ''),
  });
}

/** A program that Sigma has a service for; what others write may be any of `auth` and `syslog`, so it stays undeclared. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['sshd', 'sshd'],
  ['sshd-session', 'sshd'],
  ['sudo', 'sudo'],
  ['cron', 'cron'],
  ['crond', 'cron'],
  ['vsftpd', 'vsftpd'],
  ['clamd', 'clamav'],
  ['guacd', 'guacamole'],
]);

function headOf(log: Log): Head | null {
  const modern = MODERN.exec(log.text);
  if (modern !== null) {
    const [all, priority = '', stamp = '', hostname = '', program = '', pid = ''] = modern;
    return { length: all.length, priority, time: parseIsoMicros(stamp), hostname, program, pid, stamp };
  }
  const structured = RFC5424.exec(log.text);
  if (structured !== null) {
    const [all, priority = '', stamp = '', hostname = '', program = '', pid = ''] = structured;
    return { length: all.length, priority, time: parseIsoMicros(stamp), hostname, program, pid, stamp };
  }
  const traditional = TRADITIONAL.exec(log.text);
  if (traditional === null) return null;
  const [
    all,
    priority = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
    second = '',
    hostname = '',
    program = '',
    pid = '',
  ] = traditional;
  const time = nearestYear(log.timestamp ?? log.arrival, MONTHS.indexOf(month), [
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ]);
  return {
    length: all.length,
    priority,
    time,
    hostname,
    program,
    pid,
    stamp: `${month} ${day} ${hour}:${minute}:${second}`,
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The year that puts the stamp closest before the log's arrival, a day's difference of clocks and zones allowed. */
function nearestYear(
  near: Micros,
  month: number,
  [day = 1, hour = 0, minute = 0, second = 0]: readonly number[],
): Micros | null {
  if (month < 0) return null;
  const year = new Date(near / 1000).getUTCFullYear();
  const inYear = (one: number): Micros => Date.UTC(one, month, day, hour, minute, second) * 1000;
  return inYear(year) > near + DAY ? inYear(year - 1) : inYear(year);
}

const DAY = 86_400_000_000;
