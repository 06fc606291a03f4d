import { type FieldRead, type FieldTable, type JsonObject, type JsonValue, readPath } from '../event/index.ts';
import { commonFields } from './common-fields.ts';
import {
  asText,
  at,
  basename,
  computed,
  constant,
  dirname,
  extension,
  firstOf,
  ipAddress,
  mapped,
} from './field-read.ts';
import { windowsKind } from './windows-kinds.ts';
import { windowsName, windowsRoots } from './windows-record.ts';
import { hashNamed, hexNumber, logonType, namePart, splitCommandLine } from './windows-values.ts';

/** A Windows name in whatever layout the record has; Windows writes `-` for "unknown". */
const its = (...names: readonly string[]): FieldRead =>
  computed(names.map(name => `\`${name}\``).join(', else '), fields => {
    for (const name of names) {
      const value = windowsName(fields, name);
      if (value !== undefined && value !== '-') return value;
    }
    return undefined;
  });

/** The same, in events of these ids only: Windows uses one name for different things. */
const inEvents = (ids: readonly number[], read: FieldRead): FieldRead =>
  computed(`in event ${ids.join(', ')} ${read.from}`, (fields, event) =>
    ids.includes(idOf(fields)) ? read.read(fields, event) : undefined,
  );
const notInEvents = (ids: readonly number[], read: FieldRead): FieldRead =>
  computed(`${read.from}, but not in event ${ids.join(', ')}`, (fields, event) =>
    ids.includes(idOf(fields)) ? undefined : read.read(fields, event),
  );

const LOGONS = [4624, 4625, 4634, 4647, 4648, 4768, 4769, 4771, 4776];
const LOADS = [6, 7];

const executable = firstOf(
  inEvents([4688], its('NewProcessName')),
  its('Image', 'SourceImage', 'ProcessName', 'Application'),
);
const parentExecutable = firstOf(its('ParentImage'), inEvents([4688], its('ParentProcessName')));
const pid = mapped(
  firstOf(
    inEvents([4688], its('NewProcessId')),
    inEvents([8, 10], its('SourceProcessId')),
    its('ProcessId', 'ProcessID'),
  ),
  '',
  hexNumber,
);
const account = firstOf(
  inEvents(LOGONS, its('TargetUserName')),
  its('User', 'SourceUser', 'SubjectUserName', 'AccountName', 'TargetUserName'),
);
const filePath = firstOf(
  inEvents(LOADS, its('ImageLoaded')),
  its('TargetFilename', 'FileName', 'PipeName', 'RelativeTargetName'),
  inEvents([4656, 4663], its('ObjectName')),
);
const registryPath = firstOf(its('TargetObject'), inEvents([4657], its('ObjectName')));
const library = inEvents(LOADS, its('ImageLoaded'));
const commandLine = its('CommandLine', 'ProcessCommandLine');
const hashes = its('Hashes', 'Hash');
const ofKind = (what: 'category' | 'type' | 'action'): FieldRead =>
  computed(`${what} by channel and event id`, fields => {
    const value = windowsKind(channelOf(fields), idOf(fields), String(windowsName(fields, 'EventType') ?? ''))[what];
    return value === '' ? undefined : what === 'action' ? value : [value];
  });

const ecs: Readonly<Record<string, FieldRead>> = {
  ...commonFields('windows', 'windows.event'),
  'event.code': asText(its('EventID')),
  'event.provider': its('Provider_Name'),
  'event.category': ofKind('category'),
  'event.type': ofKind('type'),
  'event.action': ofKind('action'),
  'event.outcome': computed('the audit bit of `Keywords`', outcome),
  message: its('Message'),
  'rule.name': its('RuleName'),
  'host.name': its('Computer'),
  'host.hostname': its('Computer'),
  'host.os.type': constant('windows'),
  'host.os.family': constant('windows'),
  'winlog.channel': its('Channel'),
  'winlog.event_id': asText(its('EventID')),
  'winlog.provider_name': its('Provider_Name'),
  'winlog.computer_name': its('Computer'),
  'winlog.record_id': asText(its('EventRecordID')),
  'winlog.logon.type': mapped(its('LogonType'), 'name of', logonType),
  'winlog.logon.id': firstOf(inEvents(LOGONS, its('TargetLogonId')), its('SubjectLogonId', 'LogonId')),
  'process.executable': executable,
  'process.name': basename(executable),
  'process.pid': pid,
  'process.entity_id': its('ProcessGuid', 'SourceProcessGUID'),
  'process.command_line': commandLine,
  'process.args': mapped(commandLine, 'arguments of', splitCommandLine),
  'process.args_count': mapped(commandLine, 'number of arguments of', value => splitCommandLine(value)?.length),
  'process.working_directory': its('CurrentDirectory'),
  'process.title': its('Description'),
  'process.pe.original_file_name': notInEvents(LOADS, its('OriginalFileName')),
  'process.pe.company': notInEvents(LOADS, its('Company')),
  'process.pe.product': notInEvents(LOADS, its('Product')),
  'process.pe.description': notInEvents(LOADS, its('Description')),
  'process.pe.file_version': notInEvents(LOADS, its('FileVersion')),
  'process.pe.imphash': notInEvents(LOADS, mapped(hashes, 'IMPHASH of', hashNamed('imphash'))),
  'process.hash.md5': notInEvents(LOADS, mapped(hashes, 'MD5 of', hashNamed('md5'))),
  'process.hash.sha1': notInEvents(LOADS, mapped(hashes, 'SHA1 of', hashNamed('sha1'))),
  'process.hash.sha256': notInEvents(LOADS, mapped(hashes, 'SHA256 of', hashNamed('sha256'))),
  'process.parent.executable': parentExecutable,
  'process.parent.name': basename(parentExecutable),
  'process.parent.command_line': its('ParentCommandLine'),
  'process.parent.args': mapped(its('ParentCommandLine'), 'arguments of', splitCommandLine),
  'process.parent.entity_id': its('ParentProcessGuid'),
  'process.parent.pid': mapped(firstOf(its('ParentProcessId'), inEvents([4688], its('ProcessId'))), '', hexNumber),
  'process.parent.user.name': mapped(its('ParentUser'), 'name in', namePart('name')),
  'process.Ext.token.integrity_level_name': mapped(its('IntegrityLevel', 'MandatoryLabel'), 'lower case of', value =>
    String(value).toLowerCase(),
  ),
  'Target.process.executable': its('TargetImage'),
  'Target.process.name': basename(its('TargetImage')),
  'Target.process.pid': mapped(inEvents([8, 10], its('TargetProcessId')), '', hexNumber),
  'user.name': mapped(account, 'name in', namePart('name')),
  'user.domain': firstOf(
    mapped(its('User', 'SourceUser'), 'domain in', namePart('domain')),
    inEvents(LOGONS, its('TargetDomainName')),
    its('SubjectDomainName', 'Domain'),
  ),
  'user.id': firstOf(inEvents(LOGONS, its('TargetUserSid', 'TargetSid')), its('SubjectUserSid', 'UserID')),
  'user.target.name': notInEvents(LOGONS, its('TargetUserName', 'MemberName')),
  'user.effective.name': notInEvents(LOGONS, its('TargetUserName')),
  'group.name': inEvents([4728, 4729, 4732, 4733, 4756, 4757], its('TargetUserName')),
  'file.path': filePath,
  'file.name': basename(filePath),
  'file.directory': dirname(filePath),
  'file.extension': extension(filePath),
  'file.hash.md5': inEvents([15, 23, 26, 27, 29, 6, 7], mapped(hashes, 'MD5 of', hashNamed('md5'))),
  'file.hash.sha256': inEvents([15, 23, 26, 27, 29, 6, 7], mapped(hashes, 'SHA256 of', hashNamed('sha256'))),
  'file.code_signature.subject_name': inEvents(LOADS, its('Signature')),
  'file.code_signature.status': inEvents(LOADS, its('SignatureStatus')),
  'dll.path': library,
  'dll.name': basename(library),
  'dll.pe.original_file_name': inEvents([7], its('OriginalFileName')),
  'dll.pe.imphash': inEvents(LOADS, mapped(hashes, 'IMPHASH of', hashNamed('imphash'))),
  'dll.hash.sha256': inEvents(LOADS, mapped(hashes, 'SHA256 of', hashNamed('sha256'))),
  'dll.hash.md5': inEvents(LOADS, mapped(hashes, 'MD5 of', hashNamed('md5'))),
  'dll.code_signature.subject_name': inEvents(LOADS, its('Signature')),
  'dll.code_signature.status': inEvents(LOADS, its('SignatureStatus')),
  'dll.code_signature.trusted': inEvents(
    LOADS,
    mapped(its('SignatureStatus'), 'is it Valid:', value => value === 'Valid'),
  ),
  'dll.code_signature.exists': inEvents(
    LOADS,
    mapped(its('Signed'), '', value => String(value).toLowerCase() === 'true'),
  ),
  'registry.path': registryPath,
  'registry.key': dirname(registryPath),
  'registry.value': firstOf(inEvents([4657], its('ObjectValueName')), basename(its('TargetObject'))),
  'registry.hive': mapped(its('TargetObject'), 'first segment of', value => String(value).split('\\')[0]),
  'registry.data.strings': inEvents([13, 14, 4657], its('Details', 'NewValue')),
  'source.ip': ipAddress(its('SourceIp', 'IpAddress', 'SourceAddress')),
  'source.address': its('SourceIp', 'IpAddress', 'SourceAddress'),
  'source.port': mapped(its('SourcePort', 'IpPort'), '', hexNumber),
  'source.domain': its('SourceHostname', 'WorkstationName'),
  'destination.ip': ipAddress(its('DestinationIp', 'DestAddress')),
  'destination.address': its('DestinationIp', 'DestAddress'),
  'destination.port': mapped(its('DestinationPort', 'DestPort'), '', hexNumber),
  'destination.domain': its('DestinationHostname'),
  'network.transport': mapped(
    its('Protocol'),
    '',
    value => TRANSPORTS.get(String(value)) ?? String(value).toLowerCase(),
  ),
  'network.direction': firstOf(
    mapped(its('Initiated'), 'who began, by', value => (String(value).toLowerCase() === 'true' ? 'egress' : 'ingress')),
    mapped(its('Direction'), 'by', value =>
      value === '%%14593' ? 'egress' : value === '%%14592' ? 'ingress' : undefined,
    ),
  ),
  'network.protocol': inEvents([22], constant('dns')),
  'dns.question.name': its('QueryName'),
  'dns.answers.data': its('QueryResults'),
  'powershell.file.script_block_text': its('ScriptBlockText'),
  'powershell.file.script_block_id': its('ScriptBlockId'),
  'powershell.sequence': its('MessageNumber'),
  'powershell.total': its('MessageTotal'),
  'service.name': inEvents([4697, 7045, 7036, 7040], its('ServiceName', 'param1')),
};

const knowsVendorName = (name: string): boolean => /^[A-Za-z]\w*$/.test(name);

export const windowsFields: FieldTable = {
  source: 'windows',
  ecs,
  subtrees: windowsRoots.map(path => ({ name: 'winlog.event_data', path })),
  vendorRoots: windowsRoots,
  knowsVendorName,
  isEcs: false,
};

/** What Winlogbeat mapped itself goes first; what it left out is filled in from the event's own names. */
export const winlogbeatFields: FieldTable = {
  source: 'winlogbeat',
  ecs: Object.fromEntries(
    Object.entries(ecs).map(([name, read]) => [
      name,
      name === '@timestamp' ? firstOf(at('@timestamp'), read) : firstOf(document(name), read),
    ]),
  ),
  vendorRoots: windowsRoots,
  knowsVendorName,
  isEcs: true,
};

const TRANSPORTS: ReadonlyMap<string, string> = new Map([
  ['6', 'tcp'],
  ['17', 'udp'],
  ['1', 'icmp'],
]);

function document(name: string): FieldRead {
  return { from: `\`${name}\``, read: fields => readPath(fields, name) };
}

function channelOf(fields: JsonObject): string {
  return String(windowsName(fields, 'Channel') ?? '');
}

function idOf(fields: JsonObject): number {
  return Number(windowsName(fields, 'EventID'));
}

/**
 * The bits of "audit failure" and "audit success"; collectors write the mask in hex, in words, or as a number, whose
 * last digits JSON loses.
 */
function outcome(fields: JsonObject): JsonValue | undefined {
  if (channelOf(fields).toLowerCase() !== 'security') return undefined;
  if (idOf(fields) === 4625) return 'failure';
  const words = JSON.stringify(windowsName(fields, 'Keywords') ?? '');
  if (/0x8010|-921886843722740|failure/i.test(words)) return 'failure';
  return /0x8020|-921436483760003|success/i.test(words) ? 'success' : undefined;
}
