/** What a Windows event is about, in Sigma's and ECS's words. */
export interface WindowsKind {
  readonly sigma: readonly string[];
  readonly category: string;
  readonly type: string;
  readonly action: string;
}

/** `eventType` is Sysmon's own field, which tells a registry key made from one deleted. */
export function windowsKind(channel: string, id: number, eventType: string): WindowsKind {
  const where = channel.toLowerCase();
  if (where.includes('sysmon')) return id === 12 ? registryObject(eventType) : (SYSMON.get(id) ?? none);
  return TABLES.get(where)?.get(id) ?? none;
}

const none: WindowsKind = { sigma: [], category: '', type: '', action: '' };

function kind(sigma: string | readonly string[], category: string, type: string, action: string): WindowsKind {
  return { sigma: typeof sigma === 'string' ? [sigma] : sigma, category, type, action };
}

function registryObject(eventType: string): WindowsKind {
  const action = 'Registry object added or deleted (rule: RegistryEvent)';
  if (/^create/i.test(eventType)) return kind(['registry_event', 'registry_add'], 'registry', 'creation', action);
  if (/^delete/i.test(eventType)) return kind(['registry_event', 'registry_delete'], 'registry', 'deletion', action);
  return kind(['registry_event', 'registry_add', 'registry_delete'], 'registry', 'change', action);
}

/** The actions are Sysmon's own names of its tasks, which published rules quote. */
const SYSMON: ReadonlyMap<number, WindowsKind> = new Map([
  [1, kind('process_creation', 'process', 'start', 'Process Create (rule: ProcessCreate)')],
  [2, kind('file_change', 'file', 'change', 'File creation time changed (rule: FileCreateTime)')],
  [3, kind('network_connection', 'network', 'start', 'Network connection detected (rule: NetworkConnect)')],
  [4, kind('sysmon_status', 'process', 'change', 'Sysmon service state changed')],
  [5, kind('process_termination', 'process', 'end', 'Process terminated (rule: ProcessTerminate)')],
  [6, kind('driver_load', 'driver', 'start', 'Driver loaded (rule: DriverLoad)')],
  [7, kind('image_load', 'library', 'start', 'Image loaded (rule: ImageLoad)')],
  [8, kind('create_remote_thread', 'process', 'change', 'CreateRemoteThread detected (rule: CreateRemoteThread)')],
  [9, kind('raw_access_thread', 'process', 'access', 'RawAccessRead detected (rule: RawAccessRead)')],
  [10, kind('process_access', 'process', 'access', 'Process accessed (rule: ProcessAccess)')],
  [11, kind('file_event', 'file', 'creation', 'File created (rule: FileCreate)')],
  [13, kind(['registry_event', 'registry_set'], 'registry', 'change', 'Registry value set (rule: RegistryEvent)')],
  [
    14,
    kind(['registry_event', 'registry_rename'], 'registry', 'change', 'Registry object renamed (rule: RegistryEvent)'),
  ],
  [15, kind('create_stream_hash', 'file', 'access', 'File stream created (rule: FileCreateStreamHash)')],
  [16, kind('sysmon_status', 'configuration', 'change', 'Sysmon config state changed')],
  [17, kind('pipe_created', 'file', 'creation', 'Pipe Created (rule: PipeEvent)')],
  [18, kind('pipe_created', 'file', 'access', 'Pipe Connected (rule: PipeEvent)')],
  [19, kind('wmi_event', '', '', 'WmiEventFilter activity detected (rule: WmiEvent)')],
  [20, kind('wmi_event', '', '', 'WmiEventConsumer activity detected (rule: WmiEvent)')],
  [21, kind('wmi_event', '', '', 'WmiEventConsumerToFilter activity detected (rule: WmiEvent)')],
  [22, kind(['dns_query', 'dns'], 'network', 'connection', 'Dns query (rule: DnsQuery)')],
  [23, kind('file_delete', 'file', 'deletion', 'File Delete archived (rule: FileDelete)')],
  [24, kind('clipboard_capture', '', 'change', 'Clipboard changed (rule: ClipboardChange)')],
  [25, kind('process_tampering', 'process', 'change', 'Process Tampering (rule: ProcessTampering)')],
  [26, kind('file_delete', 'file', 'deletion', 'File Delete logged (rule: FileDeleteDetected)')],
  [27, kind('file_block_executable', 'file', 'denied', 'File Block Executable (rule: FileBlockExecutable)')],
  [28, kind('file_block_shredding', 'file', 'denied', 'File Block Shredding (rule: FileBlockShredding)')],
  [29, kind('file_executable_detected', 'file', 'creation', 'File Executable Detected (rule: FileExecutableDetected)')],
  [255, kind('sysmon_error', '', 'error', 'Error report')],
]);

const SECURITY: ReadonlyMap<number, WindowsKind> = new Map([
  [1102, kind([], 'iam', 'admin', 'audit-log-cleared')],
  [4624, kind([], 'authentication', 'start', 'logged-in')],
  [4625, kind([], 'authentication', 'start', 'logon-failed')],
  [4634, kind([], 'authentication', 'end', 'logged-out')],
  [4648, kind([], 'authentication', 'start', 'logged-in-explicit')],
  [4656, kind([], 'file', 'access', 'handle-requested')],
  [4657, kind(['registry_event', 'registry_set'], 'registry', 'change', 'registry-value-modified')],
  [4663, kind('file_access', 'file', 'access', 'object-accessed')],
  [4672, kind([], 'iam', 'admin', 'logged-in-special')],
  [4688, kind('process_creation', 'process', 'start', 'created-process')],
  [4689, kind('process_termination', 'process', 'end', 'exited-process')],
  [4697, kind([], 'configuration', 'creation', 'service-installed')],
  [4698, kind([], 'iam', 'creation', 'scheduled-task-created')],
  [4699, kind([], 'iam', 'deletion', 'scheduled-task-deleted')],
  [4700, kind([], 'iam', 'change', 'scheduled-task-enabled')],
  [4701, kind([], 'iam', 'change', 'scheduled-task-disabled')],
  [4702, kind([], 'iam', 'change', 'scheduled-task-updated')],
  [4719, kind([], 'iam', 'change', 'changed-audit-config')],
  [4720, kind([], 'iam', 'creation', 'added-user-account')],
  [4724, kind([], 'iam', 'change', 'reset-password')],
  [4728, kind([], 'iam', 'change', 'added-member-to-group')],
  [4732, kind([], 'iam', 'change', 'added-member-to-group')],
  [4738, kind([], 'iam', 'change', 'modified-user-account')],
  [4740, kind([], 'iam', 'change', 'locked-out-user-account')],
  [4756, kind([], 'iam', 'change', 'added-member-to-group')],
  [4768, kind([], 'authentication', 'start', 'kerberos-authentication-ticket-requested')],
  [4769, kind([], 'authentication', 'start', 'kerberos-service-ticket-requested')],
  [4771, kind([], 'authentication', 'start', 'kerberos-preauth-failed')],
  [4776, kind([], 'authentication', 'start', 'credential-validated')],
  [5136, kind([], 'iam', 'change', 'directory-service-object-modified')],
  [5140, kind([], 'network', 'access', 'network-share-object-accessed')],
  [5145, kind([], 'file', 'access', 'network-share-object-access-checked')],
  [5156, kind('network_connection', 'network', 'allowed', 'windows-firewall-connection')],
  [5157, kind('network_connection', 'network', 'denied', 'windows-firewall-packet-block')],
]);

const POWERSHELL: ReadonlyMap<number, WindowsKind> = new Map([
  [4103, kind('ps_module', 'process', 'info', 'Executing Pipeline')],
  [4104, kind('ps_script', 'process', 'info', 'Execute a Remote Command')],
]);

const POWERSHELL_CLASSIC: ReadonlyMap<number, WindowsKind> = new Map([
  [400, kind('ps_classic_start', 'process', 'start', 'Engine Lifecycle')],
  [600, kind('ps_classic_provider_start', 'process', 'start', 'Provider Lifecycle')],
  [800, kind('ps_classic_script', 'process', 'info', 'Pipeline Execution Details')],
]);

/** The manifest of the provider Microsoft-Windows-Kernel-File. */
const KERNEL_FILE: ReadonlyMap<number, WindowsKind> = new Map([
  [12, kind('file_access', 'file', 'access', 'Create')],
  [26, kind('file_delete', 'file', 'deletion', 'DeletePath')],
  [27, kind('file_rename', 'file', 'change', 'RenamePath')],
  [30, kind('file_event', 'file', 'creation', 'CreateNewFile')],
]);

const TABLES: ReadonlyMap<string, ReadonlyMap<number, WindowsKind>> = new Map([
  ['security', SECURITY],
  ['microsoft-windows-powershell/operational', POWERSHELL],
  ['powershellcore/operational', POWERSHELL],
  ['windows powershell', POWERSHELL_CLASSIC],
  ['microsoft-windows-kernel-file/analytic', KERNEL_FILE],
]);
