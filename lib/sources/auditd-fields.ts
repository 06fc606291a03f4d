import { type FieldRead, type FieldTable, isObject, type JsonObject, type JsonValue } from '../event/index.ts';
import { auditKind, openFlags } from './auditd-assemble.ts';
import { processName } from './auditd-record.ts';
import { commonFields } from './common-fields.ts';
import {
  asNumber,
  at,
  basename,
  computed,
  constant,
  dirname,
  extension,
  firstOf,
  ipAddress,
  isUnknown,
  known,
  mapped,
  walk,
} from './field-read.ts';

/** A value of the record; `?`, `unset`, `(none)`, `(null)` and (uint32) -1 are the audit log's words for "unknown". */
const its = (...path: readonly string[]): FieldRead =>
  mapped(at(...path), '', value => (isUnknown(value) || NOTHING.has(String(value)) ? undefined : value));
const NOTHING = new Set(['?', 'unset', '(none)', '(null)', '(unknown)']);

const kind = (what: 'category' | 'type' | 'action'): FieldRead =>
  computed(`${what} by record type and system call`, fields => {
    const value = auditKind(fields)[what];
    return value === '' ? undefined : what === 'action' ? value : [value];
  });
const nameIn = (...path: readonly string[]): FieldRead =>
  computed(
    `\`${[...path, 'comm'].join(' → ')}\`, made whole by \`exe\``,
    fields => processName(text(fields, [...path, 'comm']), text(fields, [...path, 'exe'])) || undefined,
  );
const joined = (...path: readonly string[]): FieldRead =>
  mapped(at(...path), 'joined', value => (Array.isArray(value) ? value.join(' ') : undefined));
const counted = (...path: readonly string[]): FieldRead =>
  mapped(at(...path), 'number of', value => (Array.isArray(value) ? value.length : undefined));
const ofSocket = (end: 'source' | 'destination', part: 'ip' | 'port' | 'path'): FieldRead =>
  computed(`\`saddr\` of ${end === 'source' ? 'accept' : 'connect and its like'}`, fields => {
    const accepts = text(fields, ['SYSCALL']).startsWith('accept');
    return accepts === (end === 'source') ? walk(fields, ['socket', part]) : undefined;
  });

const path = computed('`name` of the PATH record, made absolute with `cwd`', filePath);
const terminal = firstOf(its('tty'), its('terminal'));

export const auditdFields: FieldTable = {
  source: 'auditd',
  ecs: {
    ...commonFields('auditd', 'auditd.log'),
    'event.category': kind('category'),
    'event.type': kind('type'),
    'event.action': kind('action'),
    'event.outcome': computed('`success` or `res`; a connect that goes on in the background is no failure', outcome),
    'event.sequence': computed('serial', (_, event) => event.sequence),
    message: computed('text of the records', (_, event) => event.text),
    tags: mapped(its('key'), '', value => (Array.isArray(value) ? value : [value])),
    'host.os.type': constant('linux'),
    'host.os.family': constant('linux'),
    'process.name': nameIn(),
    'process.executable': its('exe'),
    'process.pid': asNumber(its('pid')),
    'process.args': firstOf(at('args'), at('self', 'args')),
    'process.args_count': firstOf(counted('args'), counted('self', 'args')),
    'process.command_line': firstOf(joined('args'), its('cmd'), joined('self', 'args')),
    'process.title': its('proctitle'),
    'process.working_directory': its('cwd'),
    'process.tty': terminal,
    'process.interactive': mapped(at('tty'), 'is there a terminal:', value => !NOTHING.has(String(value))),
    'process.parent.pid': asNumber(its('ppid')),
    'process.parent.name': nameIn('parent'),
    'process.parent.executable': its('parent', 'exe'),
    'process.parent.args': at('parent', 'args'),
    'process.parent.command_line': joined('parent', 'args'),
    'user.id': its('uid'),
    'user.name': firstOf(its('acct'), its('UID')),
    'user.effective.id': its('euid'),
    'user.effective.name': its('EUID'),
    'user.audit.id': its('auid'),
    'user.audit.name': its('AUID'),
    'user.group.id': its('gid'),
    'user.group.name': its('GID'),
    'process.user.id': its('uid'),
    'process.user.name': its('UID'),
    'file.path': path,
    'file.name': basename(path),
    'file.directory': dirname(path),
    'file.extension': extension(path),
    'file.open_flags': computed('the argument of open and its like', openFlags),
    'file.inode': computed('`inode` of the PATH record', fields => subject(fields)?.inode),
    'file.mode': computed('`mode` of the PATH record', fields => subject(fields)?.mode),
    'source.ip': firstOf(ipAddress(its('addr')), ofSocket('source', 'ip')),
    'source.address': firstOf(its('addr'), its('hostname'), ofSocket('source', 'ip')),
    'source.port': ofSocket('source', 'port'),
    'destination.ip': ofSocket('destination', 'ip'),
    'destination.address': firstOf(ofSocket('destination', 'ip'), ofSocket('destination', 'path')),
    'destination.port': ofSocket('destination', 'port'),
    'network.type': mapped(at('socket', 'family'), '', value =>
      value === 'ipv4' || value === 'ipv6' ? value : undefined,
    ),
    'network.direction': computed('by the system call', fields => DIRECTIONS.get(text(fields, ['SYSCALL']))),
    'auditd.message_type': mapped(at('type'), 'first of', value =>
      Array.isArray(value) ? String(value[0]).toLowerCase() : undefined,
    ),
    'auditd.session': its('ses'),
    'auditd.result': computed('`success` or `res`', fields => RESULTS.get(outcome(fields) ?? '')),
    'auditd.data.syscall': known(at('SYSCALL')),
  },
  subtrees: [{ name: 'auditd.data', path: [] }],
  vendorRoots: [[]],
  knowsVendorName: name => /^(?:a\d{1,4}|[a-z][a-z0-9_-]*|[A-Z]{3,8})$/.test(name) && !/^(?:image|fields?)$/.test(name),
  isEcs: false,
};

const DIRECTIONS: ReadonlyMap<string, string> = new Map([
  ['connect', 'egress'],
  ['accept', 'ingress'],
  ['accept4', 'ingress'],
]);

const RESULTS: ReadonlyMap<string, string> = new Map([
  ['success', 'success'],
  ['failure', 'fail'],
]);

function text(fields: JsonObject, keys: readonly string[]): string {
  const value = walk(fields, keys);
  return typeof value === 'string' ? value : '';
}

/** EINPROGRESS: a socket that does not wait reports so and connects all the same. */
const IN_PROGRESS = '-115';

function outcome(fields: JsonObject): 'success' | 'failure' | undefined {
  const result = text(fields, ['success']) || text(fields, ['res']);
  if (/^(?:yes|success|1)$/.test(result)) return 'success';
  if (result === 'no' && text(fields, ['SYSCALL']) === 'connect') {
    return /^(?:-115|EINPROGRESS)/.test(text(fields, ['exit']) || IN_PROGRESS) ? 'success' : 'failure';
  }
  return /^(?:no|failed|fail|0)$/.test(result) ? 'failure' : undefined;
}

/** What the call was about: the file made or removed, else the last one named; never the folder it lies in. */
function subject(fields: JsonObject): JsonObject | undefined {
  const paths = (Array.isArray(fields.paths) ? fields.paths : []).filter(isObject);
  const wanted =
    paths.find(one => one.nametype === 'CREATE' || one.nametype === 'DELETE') ??
    paths.findLast(one => one.nametype !== 'PARENT');
  return wanted;
}

/** A name relative to a directory handle stays as it is: the log does not say which directory that was. */
function filePath(fields: JsonObject): JsonValue | undefined {
  if (auditKind(fields).category !== 'file') return undefined;
  const name = subject(fields)?.name;
  if (typeof name !== 'string' || NOTHING.has(name)) return undefined;
  const cwd = text(fields, ['cwd']);
  const handle = text(fields, ['SYSCALL']).endsWith('at') ? text(fields, ['call', 'a0']) : AT_FDCWD;
  if (name.startsWith('/') || cwd === '' || !handle.endsWith(AT_FDCWD)) return name;
  return `${cwd === '/' ? '' : cwd}/${name.replace(/^\.\//, '')}`;
}

/** -100 in as many bits as the log prints. */
const AT_FDCWD = 'ffffff9c';
