import { SYSCALLS_AARCH64, SYSCALLS_X86_64 } from './syscall-names.ts';

/** What an audit event is about, in ECS's and Sigma's words. */
export interface AuditKind {
  readonly category: string;
  readonly type: string;
  readonly action: string;
  readonly sigma: readonly string[];
}

/** `AUDIT_ARCH` of the kernel; a name that auditd added goes before any number. */
export function syscallName(enriched: string, arch: string, number: string): string {
  if (enriched !== '') return enriched;
  const names =
    arch === 'c00000b7'
      ? SYSCALLS_AARCH64
      : arch === 'c000003e' || arch === ''
        ? SYSCALLS_X86_64
        : new Map<string, string>();
  return names.get(number) ?? (/^\d+$/.test(number) ? '' : number);
}

export function kindOfSyscall(name: string, paths: ReadonlySet<string>, opensForWrite: boolean): AuditKind {
  if (OPENS.has(name)) {
    if (paths.has('CREATE')) return kind('file', 'creation', 'creation', 'file_event');
    return opensForWrite
      ? kind('file', 'change', 'opened-file', 'file_event')
      : kind('file', 'access', 'opened-file', 'file_access');
  }
  return SYSCALLS.get(name) ?? { category: '', type: '', action: name, sigma: [] };
}

export function kindOfRecord(type: string): AuditKind {
  return RECORDS.get(type) ?? { category: '', type: '', action: type.toLowerCase(), sigma: [] };
}

function kind(category: string, type: string, action: string, sigma = ''): AuditKind {
  return { category, type, action, sigma: sigma === '' ? [] : [sigma] };
}

const OPENS = new Set(['open', 'openat', 'openat2', 'creat', 'open_by_handle_at']);

/** The actions are those of Elastic's auditd integration, which published rules quote. */
const SYSCALLS: ReadonlyMap<string, AuditKind> = new Map([
  ['execve', kind('process', 'start', 'executed', 'process_creation')],
  ['execveat', kind('process', 'start', 'executed', 'process_creation')],
  ['unlink', kind('file', 'deletion', 'deleted', 'file_delete')],
  ['unlinkat', kind('file', 'deletion', 'deleted', 'file_delete')],
  ['rmdir', kind('file', 'deletion', 'deleted', 'file_delete')],
  ['rename', kind('file', 'change', 'renamed', 'file_rename')],
  ['renameat', kind('file', 'change', 'renamed', 'file_rename')],
  ['renameat2', kind('file', 'change', 'renamed', 'file_rename')],
  ['link', kind('file', 'creation', 'linked', 'file_event')],
  ['linkat', kind('file', 'creation', 'linked', 'file_event')],
  ['symlink', kind('file', 'creation', 'symlinked', 'file_event')],
  ['symlinkat', kind('file', 'creation', 'symlinked', 'file_event')],
  ['mkdir', kind('file', 'creation', 'created-directory', 'file_event')],
  ['mkdirat', kind('file', 'creation', 'created-directory', 'file_event')],
  ['mknod', kind('file', 'creation', 'made-device', 'file_event')],
  ['mknodat', kind('file', 'creation', 'made-device', 'file_event')],
  ['chmod', kind('file', 'change', 'changed-file-permissions-of', 'file_change')],
  ['fchmod', kind('file', 'change', 'changed-file-permissions-of', 'file_change')],
  ['fchmodat', kind('file', 'change', 'changed-file-permissions-of', 'file_change')],
  ['chown', kind('file', 'change', 'changed-file-ownership-of', 'file_change')],
  ['fchown', kind('file', 'change', 'changed-file-ownership-of', 'file_change')],
  ['lchown', kind('file', 'change', 'changed-file-ownership-of', 'file_change')],
  ['fchownat', kind('file', 'change', 'changed-file-ownership-of', 'file_change')],
  ['connect', kind('network', 'start', 'connected-to', 'network_connection')],
  ['accept', kind('network', 'start', 'accepted-connection-from', 'network_connection')],
  ['accept4', kind('network', 'start', 'accepted-connection-from', 'network_connection')],
  ['bind', kind('network', 'info', 'bound-socket')],
  ['listen', kind('network', 'info', 'listen-for-connections')],
  ['sendto', kind('network', 'info', 'sent-to')],
  ['kill', kind('process', 'info', 'killed-pid')],
  ['ptrace', kind('process', 'access', 'ptrace')],
  ['init_module', kind('driver', 'start', 'loaded-kernel-module')],
  ['finit_module', kind('driver', 'start', 'loaded-kernel-module')],
]);

const RECORDS: ReadonlyMap<string, AuditKind> = new Map([
  ['USER_LOGIN', kind('authentication', 'start', 'logged-in')],
  ['USER_AUTH', kind('authentication', 'info', 'authenticated')],
  ['USER_ACCT', kind('authentication', 'info', 'was-authorized')],
  ['USER_START', kind('session', 'start', 'started-session')],
  ['USER_END', kind('session', 'end', 'ended-session')],
  ['USER_LOGOUT', kind('authentication', 'end', 'logged-out')],
  ['USER_CMD', kind('process', 'start', 'ran-command')],
  ['USER_ERR', kind('authentication', 'info', 'error')],
  ['USER_CHAUTHTOK', kind('iam', 'change', 'changed-password')],
  ['CRED_ACQ', kind('authentication', 'info', 'acquired-credentials')],
  ['CRED_DISP', kind('authentication', 'info', 'disposed-credentials')],
  ['CRED_REFR', kind('authentication', 'info', 'refreshed-credentials')],
  ['LOGIN', kind('authentication', 'info', 'changed-login-id-to')],
  ['ADD_USER', kind('iam', 'creation', 'added-user-account')],
  ['DEL_USER', kind('iam', 'deletion', 'deleted-user-account')],
  ['ADD_GROUP', kind('iam', 'creation', 'added-group-account-to')],
  ['DEL_GROUP', kind('iam', 'deletion', 'deleted-group-account-from')],
  ['GRP_MGMT', kind('iam', 'change', 'modified-group-account')],
  ['CONFIG_CHANGE', kind('configuration', 'change', 'changed-audit-configuration')],
  ['DAEMON_START', kind('process', 'start', 'started-audit')],
  ['DAEMON_END', kind('process', 'end', 'shutdown-audit')],
  ['SERVICE_START', kind('process', 'start', 'started-service')],
  ['SERVICE_STOP', kind('process', 'end', 'stopped-service')],
  ['KERN_MODULE', kind('driver', 'start', 'loaded-kernel-module')],
  ['ANOM_ABEND', kind('process', 'end', 'crashed-program')],
  ['ANOM_PROMISCUOUS', kind('network', 'info', 'changed-promiscuous-mode-on-device')],
  ['TTY', kind('process', 'info', 'typed')],
  ['USER_TTY', kind('process', 'info', 'typed')],
]);
