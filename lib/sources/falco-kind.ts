import type { JsonObject, JsonValue } from '../event/index.ts';
import { isUnknown, walk } from './field-read.ts';

/** What kind of act an alert is about, in ECS's and Sigma's words. */
export interface FalcoKind {
  readonly kind: 'exec' | 'file' | 'network' | 'drops' | 'other' | 'unknown';
  readonly category: readonly string[];
  readonly type: readonly string[];
  readonly action: string;
  readonly sigma: readonly string[];
}

export function falcoKind(fields: JsonObject): FalcoKind {
  const type = walk(fields, ['output_fields', 'evt.type']);
  if (isDropNotice(fields)) return drops;
  if (typeof type !== 'string' || isUnknown(type)) return unknown;
  if (OPENS.has(type)) return openKind(fields);
  return KINDS.get(type) ?? { ...unknown, kind: 'other', action: type, sigma: [] };
}

/** Falco tells in an alert of its own that the kernel outran it: events are missing, so silence proves nothing. */
export function isDropNotice(fields: JsonObject): boolean {
  return typeof fields.rule === 'string' && fields.rule.startsWith('Falco internal: syscall event drop');
}

const drops: FalcoKind = { kind: 'drops', category: ['host'], type: ['error'], action: 'events-lost', sigma: [] };
const unknown: FalcoKind = { kind: 'unknown', category: [], type: [], action: '', sigma: [] };

const exec: FalcoKind = {
  kind: 'exec',
  category: ['process'],
  type: ['start'],
  action: 'exec',
  sigma: ['process_creation'],
};
const fork: FalcoKind = { ...exec, action: 'fork', sigma: [] };

function file(type: string, action: string, sigma: readonly string[]): FalcoKind {
  return { kind: 'file', category: ['file'], type: [type], action, sigma };
}

function network(type: readonly string[], action: string): FalcoKind {
  return { kind: 'network', category: ['network'], type, action, sigma: ['network_connection'] };
}

const KINDS: ReadonlyMap<string, FalcoKind> = new Map([
  ...['execve', 'execveat'].map(name => [name, exec] as const),
  ...['clone', 'clone3', 'fork', 'vfork'].map(name => [name, fork] as const),
  ...['unlink', 'unlinkat', 'rmdir'].map(name => [name, file('deletion', 'deletion', ['file_delete'])] as const),
  ...['rename', 'renameat', 'renameat2'].map(name => [name, file('change', 'rename', ['file_rename'])] as const),
  ...['link', 'linkat', 'symlink', 'symlinkat', 'mkdir', 'mkdirat', 'mknod', 'mknodat'].map(
    name => [name, file('creation', 'creation', ['file_event'])] as const,
  ),
  ...['chmod', 'fchmod', 'fchmodat', 'chown', 'fchown', 'fchownat', 'lchown'].map(
    name =>
      [
        name,
        file('change', name.includes('chmod') ? 'permission_change' : 'ownership_change', ['file_change']),
      ] as const,
  ),
  ['connect', network(['connection', 'start'], 'connection_attempted')],
  ...['accept', 'accept4'].map(name => [name, network(['connection', 'start'], 'connection_accepted')] as const),
  ...['sendto', 'sendmsg'].map(name => [name, network(['connection'], 'network_flow')] as const),
  ...['bind', 'listen'].map(name => [name, { ...network(['info'], name), sigma: [] }] as const),
]);

const OPENS = new Set(['open', 'openat', 'openat2', 'creat', 'open_by_handle_at']);

/** Sigma's `file_event` is a file that is written; an alert that printed neither flag may be either. */
function openKind(fields: JsonObject): FalcoKind {
  const out = (name: string): JsonValue | undefined => walk(fields, ['output_fields', name]);
  const flags = String(out('evt.arg.flags') ?? '');
  const isWrite =
    truth(out('evt.is_open_write')) ?? (flags === '' ? null : /O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)/.test(flags));
  if (isWrite === null) return file('access', 'open', ['file_event', 'file_access']);
  if (!isWrite) return file('access', 'open', ['file_access']);
  const creates = truth(out('evt.is_open_create')) ?? /O_CREAT|FD_UPPER/.test(flags);
  return creates || flags === ''
    ? file('creation', 'creation', ['file_event'])
    : file('change', 'modification', ['file_event']);
}

function truth(value: JsonValue | undefined): boolean | null {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : null;
}
