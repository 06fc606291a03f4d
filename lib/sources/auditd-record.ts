import { isObject, type JsonObject } from '../event/index.ts';
import { baseOf } from './field-read.ts';

/** One line of an audit log, taken apart. */
export interface AuditRecord {
  readonly type: string;
  /** `node=`, which a site may have auditd write in front; '' where there is none. */
  readonly node: string;
  /** Seconds with three decimals, and the serial, as `audit(…)` has them. */
  readonly stamp: string;
  readonly serial: number;
  /** Decoded: quotes gone, hex back to text. Names in capitals are auditd's own enrichment. */
  readonly values: Readonly<Record<string, string>>;
}

/** Null where the line is no audit record. Reads auditd's own lines, audispd's through syslog, and the kernel's. */
export function auditRecord(line: string): AuditRecord | null {
  const head = HEAD.exec(line);
  if (head === null) return null;
  const [all, node = '', type = '', stamp = '', serial = ''] = head;
  const name = TYPE_NUMBERS.get(type) ?? type;
  return { type: name, node, stamp, serial: Number(serial), values: valuesOf(name, line.slice(all.length)) };
}

/** What `parse` put there; parts may have been through JSON since. */
export function recordOf(content: JsonObject): AuditRecord {
  const text = (name: string): string => String(content[name] ?? '');
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(isObject(content.values) ? content.values : {}))
    values[name] = String(value);
  return { type: text('type'), node: text('node'), stamp: text('stamp'), serial: Number(content.serial), values };
}

/** Does the line look like one? Cheap, for recognising. */
export function isAuditLine(line: string): boolean {
  return line.includes('audit(') && HEAD.test(line);
}

const HEAD =
  /^(?:[^=]{0,200}?(?:audispd|audisp-syslog|audit)(?:\[\d+\])?: ?)?(?:node=(\S{1,255}) )?type=([A-Z][A-Z0-9_]*|UNKNOWN\[\d+\]|\d{4}) (?:msg=)?audit\((\d{1,12}\.\d{3}):(\d{1,19})\): ?/;

/** The kernel's ring buffer and some shippers write the number of a record type. */
const TYPE_NUMBERS: ReadonlyMap<string, string> = new Map([
  ['1100', 'USER_AUTH'],
  ['1101', 'USER_ACCT'],
  ['1103', 'CRED_ACQ'],
  ['1104', 'CRED_DISP'],
  ['1105', 'USER_START'],
  ['1106', 'USER_END'],
  ['1112', 'USER_LOGIN'],
  ['1123', 'USER_CMD'],
  ['1300', 'SYSCALL'],
  ['1302', 'PATH'],
  ['1305', 'CONFIG_CHANGE'],
  ['1306', 'SOCKADDR'],
  ['1307', 'CWD'],
  ['1309', 'EXECVE'],
  ['1320', 'EOE'],
  ['1325', 'NETFILTER_CFG'],
  ['1326', 'SECCOMP'],
  ['1327', 'PROCTITLE'],
  ['1400', 'AVC'],
]);

function valuesOf(type: string, text: string): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  collect(type, text.replaceAll(ENRICHMENT, ' '), values);
  return values;
}

/** Stands between the kernel's record and what auditd added to it. */
const ENRICHMENT = '\u001d';

function collect(type: string, text: string, values: Record<string, string>): void {
  for (const [, name = '', value = ''] of text.matchAll(PAIR)) {
    // User space puts its own pairs into one quoted `msg`.
    if (name === 'msg' && value.startsWith("'"))
      collect(type, value.slice(1, value.endsWith("'") ? -1 : undefined), values);
    else if (!(name in values)) values[name] = decoded(type, name, value);
  }
}

const PAIR = /([A-Za-z][\w-]*(?:\[\d+\])?)=("[^"]*"|'[^']*'?|[^\s]*)/g;

function decoded(type: string, name: string, value: string): string {
  const quote = value[0];
  if (quote === '"' || quote === "'") return value.slice(1, value.length > 1 && value.endsWith(quote) ? -1 : undefined);
  if (value === '(null)' || value === '(none)') return value;
  return isEncoded(type, name) && /^(?:[0-9A-Fa-f]{2})+$/.test(value)
    ? Buffer.from(value, 'hex').toString('utf8')
    : value;
}

/** The kernel writes these in hex wherever they hold a blank, a quote or a byte beyond ASCII. */
function isEncoded(type: string, name: string): boolean {
  if (ENCODED.has(name)) return true;
  return type === 'EXECVE' ? /^a\d+(?:\[\d+\])?$/.test(name) : type === 'USER_CMD' && name === 'cmd';
}

const ENCODED = new Set([
  'comm',
  'exe',
  'name',
  'cwd',
  'key',
  'proctitle',
  'acct',
  'data',
  'ocomm',
  'dir',
  'path',
  'watch',
  'cmd',
  'file',
]);

/** The arguments of an exec, in order: long ones come in pieces, `a7[0]=`, `a7[1]=`, over several records. */
export function execArguments(values: Readonly<Record<string, string>>): readonly string[] {
  const count = Math.min(Number(values.argc ?? 0) || 0, MAX_ARGUMENTS);
  const found: string[] = [];
  for (let index = 0; index < count; index++) {
    const whole = values[`a${index}`];
    if (whole !== undefined) found.push(whole);
    else if (values[`a${index}[0]`] !== undefined) found.push(piecesOf(values, index));
  }
  return found;
}

/** Did all pieces of all arguments come? `a7_len` counts as the log writes them: in hex, two digits a byte. */
export function hasAllArguments(values: Readonly<Record<string, string>>): boolean {
  const found = execArguments(values);
  if (values.argc === undefined || found.length < Math.min(Number(values.argc), MAX_ARGUMENTS)) return false;
  return found.every((argument, index) => {
    const announced = Number(values[`a${index}_len`] ?? 0);
    const bytes = Buffer.byteLength(argument);
    return announced <= (/[^!#-~]/.test(argument) ? 2 * bytes : bytes);
  });
}

/** A record may claim any count; the kernel allows far fewer records than this of arguments. */
const MAX_ARGUMENTS = 10_000;

function piecesOf(values: Readonly<Record<string, string>>, index: number): string {
  const pieces: string[] = [];
  for (let part = 0; ; part++) {
    const piece = values[`a${index}[${part}]`];
    if (piece === undefined) return pieces.join('');
    pieces.push(piece);
  }
}

/** `comm` holds 15 bytes of the name; `exe` may be an interpreter's. */
export function processName(comm: string, exe: string): string {
  const base = baseOf(exe);
  return comm === '' ? base : comm.length === 15 && base.startsWith(comm) ? base : comm;
}
