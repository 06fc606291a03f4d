import { type JsonObject, type JsonValue, type LogEvent, revised } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { type AuditKind, kindOfRecord, kindOfSyscall, syscallName } from './auditd-kind.ts';
import { type AuditRecord, execArguments, hasAllArguments, recordOf } from './auditd-record.ts';
import { makeEvent } from './make-event.ts';
import { openFlagsOfCall } from './open-flags.ts';
import { type SocketAddress, socketAddress } from './socket-address.ts';
import type { Fragment, SourceSettings } from './source.ts';

/** One record and the line it came in. */
export interface AuditPart {
  readonly log: Log;
  readonly record: AuditRecord;
}

/**
 * One event of all its records. The vendor's names stand at the top: `type` lists the records' types and `name` all
 * paths, so that rules written for single records (`type: PATH`, `name: /etc/shadow`) hold on the whole; `a0` to `an`
 * are the arguments of an exec where there is one. `records` keeps each record apart.
 */
export function assembleAudit(unordered: readonly AuditPart[], settings: SourceSettings): readonly LogEvent[] {
  const parts = [...unordered].sort(byPlace);
  const [first] = parts;
  if (first === undefined) return [];
  const { stamp, serial, node } = first.record;
  const records = parts.map(part => part.record);
  const fields = fieldsOf(records);
  const lines = parts
    .map(part => part.log.origin.line)
    .filter(line => line > 0)
    .sort((a, b) => a - b);
  const { log } = first;
  const host = node || streamOf(log);
  const event = makeEvent({
    source: 'auditd',
    log: { ...log, arrival: Math.max(...parts.map(part => part.log.arrival)) },
    settings,
    fields,
    time: Math.round(Number(stamp) * 1000) * 1000,
    sequence: serial,
    logSource: { product: 'linux', service: 'auditd', categories: sigmaOf(fields) },
    host: { id: node, name: node, isOwnStream: true },
    id: `${host}/${stamp}:${serial}`,
    text: parts.map(part => part.log.text).join('\n'),
  });
  return [lines.length === 0 ? event : revised(event, { origin: { ...event.origin, line: lines[0] ?? 0, lines } })];
}

/**
 * Have all records come that the others announce? PROCTITLE, the kernel's last, does not say so: batches overtake each
 * other. auditd keeps the kernel's own end mark (EOE) out of its log, so nothing is made of it.
 */
export function isWholeAudit(parts: readonly Fragment[]): boolean {
  const records = parts.map(part => recordOf(part.content));
  const syscall = records.find(record => record.type === 'SYSCALL');
  if (syscall === undefined) return records.some(record => standsAlone(record.type));
  const has = (type: string): boolean => records.some(record => record.type === type);
  const { values } = syscall;
  const items = Number(values.items) || 0;
  const call = nameOfCall(values);
  if (isExplainedByAnother(syscall) && !records.some(isOwn)) return false;
  if (items > 0 && !has('CWD')) return false;
  if (records.filter(record => record.type === 'PATH').length < items) return false;
  if (HAVE_ADDRESS.has(call) && !has('SOCKADDR')) return false;
  if (!/^execve/.test(call) || values.success === 'no') return true;
  return hasAllArguments(merged(records.filter(record => record.type === 'EXECVE')));
}

/** A message on a socket that is connected has no address, and so waits in vain for one; it is evaluated all the same. */
const HAVE_ADDRESS = new Set(['connect', 'bind', 'accept', 'accept4', 'sendto', 'sendmsg']);

/** User space reports in one record; so does the kernel about processes that crashed, and the daemon about itself. */
export function standsAlone(type: string): boolean {
  return STANDS_ALONE.test(type);
}

const STANDS_ALONE =
  /^(?:USER|CRED|DAEMON|ADD|DEL|GRP|CHGRP|CHUSER|ACCT|ROLE|SERVICE|SYSTEM|LABEL|CRYPTO|VIRT|SOFTWARE|TRUSTED|TEST|TTY$|ANOM_ABEND$|ANOM_LOGIN|RESP)/;

/** No rule asked for this call and it names nothing: the kernel tells of it beside a LOGIN, a CONFIG_CHANGE or an AVC. */
function isExplainedByAnother({ values }: AuditRecord): boolean {
  return (
    (values.key ?? '(null)') === '(null)' && (Number(values.items) || 0) === 0 && !NAMES_MORE.has(nameOfCall(values))
  );
}

const NAMES_MORE = new Set(['execve', 'execveat', 'connect', 'accept', 'accept4', 'bind']);

function nameOfCall(values: AuditRecord['values']): string {
  return syscallName(values.SYSCALL ?? '', values.arch ?? '', values.syscall ?? '');
}

function isOwn({ type }: AuditRecord): boolean {
  return type !== 'SYSCALL' && !OF_A_SYSCALL.has(type);
}

const OF_A_SYSCALL = new Set(['PATH', 'CWD', 'EXECVE', 'SOCKADDR', 'PROCTITLE']);

/** Two hosts without a node and an instance in their stream's name are told apart by their streams. */
function streamOf({ origin }: Log): string {
  return [origin.account, origin.logGroup, origin.logStream].filter(part => part !== '').join('/');
}

/** The order in which the kernel emits records, whatever the order in which they came. */
function byPlace(a: AuditPart, b: AuditPart): number {
  const place = ({ record }: AuditPart): number => (ORDER.indexOf(record.type) + ORDER.length + 1) % (ORDER.length + 1);
  const item = ({ record }: AuditPart): number => Number(record.values.item ?? 0);
  return place(a) - place(b) || item(a) - item(b) || (a.log.text < b.log.text ? -1 : a.log.text > b.log.text ? 1 : 0);
}

const ORDER = ['SYSCALL', 'EXECVE', 'SOCKADDR', 'CWD', 'PATH', 'PROCTITLE'];

function fieldsOf(records: readonly AuditRecord[]): JsonObject {
  const flat: Record<string, JsonValue> = Object.create(null);
  const paths: JsonObject[] = [];
  const exec = merged(records.filter(record => record.type === 'EXECVE'));
  for (const { type, values } of records) {
    if (type === 'PATH') paths.push({ ...values });
    else if (type !== 'EXECVE') for (const [name, value] of Object.entries(values)) flat[name] ??= value;
  }
  if (exec.argc !== undefined) {
    for (const name of ['a0', 'a1', 'a2', 'a3']) delete flat[name];
    Object.assign(flat, exec);
    execArguments(exec).forEach((argument, index) => {
      flat[`a${index}`] = argument;
    });
  }
  const syscall = records.find(record => record.type === 'SYSCALL')?.values;
  const address = socketAddress(String(flat.saddr ?? ''));
  return {
    ...flat,
    type: records.map(record => record.type),
    ...(syscall !== undefined && syscallFields(syscall)),
    ...(exec.argc !== undefined && { args: execArguments(exec) }),
    ...(flat.proctitle !== undefined && { proctitle: String(flat.proctitle).replaceAll('\0', ' ') }),
    ...(flat.key !== undefined && { key: keysOf(String(flat.key)) }),
    ...(paths.length > 0 && {
      paths,
      name: paths.flatMap(path => path.name ?? []),
      nametype: paths.flatMap(path => path.nametype ?? []),
    }),
    ...(address !== null && { socket: addressFields(address) }),
  };
}

/** The call by name and by number: rules are written in both. The arguments of the call itself move out of `a0`…`a3`. */
function syscallFields(values: Readonly<Record<string, string>>): JsonObject {
  const { syscall = '', a0 = '', a1 = '', a2 = '', a3 = '' } = values;
  const name = nameOfCall(values);
  return {
    syscall: name === '' || name === syscall ? syscall : [name, syscall],
    SYSCALL: name,
    call: { a0, a1, a2, a3 },
  };
}

function keysOf(key: string): JsonValue {
  return key.includes('\x01') ? key.split('\x01') : key;
}

function addressFields(address: SocketAddress): JsonObject {
  return { ...address };
}

function merged(records: readonly AuditRecord[]): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const record of records) for (const [name, value] of Object.entries(record.values)) values[name] ??= value;
  return values;
}

/** A call that failed made no process and no file; a connect that failed at once tried all the same. */
function sigmaOf(fields: JsonObject): readonly string[] {
  const { category, sigma } = auditKind(fields);
  return fields.success === 'no' && category !== 'network' ? [] : sigma;
}

/** What kind of act the assembled fields describe. */
export function auditKind(fields: JsonObject): AuditKind {
  const types = Array.isArray(fields.type) ? fields.type.map(String) : [];
  const own = types.find(type => !OF_A_SYSCALL.has(type) && type !== 'SYSCALL');
  if (own !== undefined) return kindOfRecord(own);
  if (!types.includes('SYSCALL'))
    return types.includes('EXECVE') ? kindOfSyscall('execve', new Set(), false) : kindOfRecord(types[0] ?? '');
  const nametypes = new Set(Array.isArray(fields.nametype) ? fields.nametype.map(String) : []);
  return kindOfSyscall(String(fields.SYSCALL ?? ''), nametypes, opensForWrite(fields));
}

/** `O_WRONLY`, `O_RDWR`, `O_CREAT`, `O_TRUNC`. */
function opensForWrite(fields: JsonObject): boolean {
  return ((openFlags(fields) ?? 0) & 0o1103) !== 0;
}

/** Of a call that opens a file; undefined of any other, and where the record does not tell. */
export function openFlags(fields: JsonObject): number | undefined {
  const call = fields.call as Readonly<Record<string, string>> | undefined; // made by syscallFields
  return call === undefined ? undefined : openFlagsOfCall(String(fields.SYSCALL ?? ''), call);
}
