import type { FullLog } from './kind.ts';
import { type WindowsSchema, windowsSchemas } from './windows-schema.ts';

/** Every event with a Sigma category, as NXLog and as Winlogbeat write it, and one of an event log without any. */
export function windowsLogs(): readonly FullLog[] {
  return [
    ...windowsSchemas.flatMap(schema => [
      full('windows', schema, flat(schema)),
      full('winlogbeat', schema, beat(schema)),
    ]),
    { source: 'windows', about: 'any other event', lines: [flat(OTHER)], names: 'any' },
    { source: 'winlogbeat', about: 'any other event', lines: [beat(OTHER)], names: 'any' },
  ];
}

/** Of no log in particular, so that it stands for those of every service. */
const OTHER: WindowsSchema = { channel: '', provider: 'any', id: 0, names: ['any'], isComplete: false };

function full(source: string, { channel, id, isComplete }: WindowsSchema, line: string): FullLog {
  return { source, about: `${channel}, event ${id}`, lines: [line], ...(isComplete && { names: 'these' }) };
}

function flat({ channel, provider, id, names }: WindowsSchema): string {
  return JSON.stringify({
    EventTime: '2026-11-21 02:00:00',
    Hostname: 'db-7.example.net',
    Channel: channel,
    SourceName: provider,
    EventID: id,
    RecordNumber: 1,
    Severity: 'INFO',
    Level: 4,
    Keywords: '0x8000000000000000',
    Message: 'what the event viewer shows',
    ...valuesOf(names),
  });
}

function beat({ channel, provider, id, names }: WindowsSchema): string {
  return JSON.stringify({
    '@timestamp': '2026-11-21T02:00:00.000Z',
    agent: { type: 'winlogbeat' },
    message: 'what the event viewer shows',
    winlog: {
      channel,
      provider_name: provider,
      event_id: id,
      record_id: 1,
      computer_name: 'db-7.example.net',
      event_data: valuesOf(names),
    },
  });
}

function valuesOf(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map(name => [name, VALUES[name] ?? `some ${name}`]));
}

const HASHES =
  'MD5=0123456789abcdef0123456789abcdef,SHA1=0123456789abcdef0123456789abcdef01234567,SHA256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,IMPHASH=0123456789abcdef0123456789abcdef';

/** Where the form matters to a reader of the value. */
const VALUES: Readonly<Record<string, string>> = {
  UtcTime: '2026-11-21 02:00:00.000',
  ProcessId: '70',
  ProcessID: '70',
  NewProcessId: '0x46',
  ParentProcessId: '7',
  SourceProcessId: '70',
  TargetProcessId: '71',
  Image: 'C:\\Program Files\\MySQL\\bin\\mysqld.exe',
  ImageLoaded: 'C:\\Windows\\System32\\ws2_32.dll',
  ParentImage: 'C:\\Windows\\System32\\services.exe',
  SourceImage: 'C:\\Windows\\System32\\services.exe',
  TargetImage: 'C:\\Windows\\System32\\lsass.exe',
  NewProcessName: 'C:\\Windows\\System32\\cmd.exe',
  ParentProcessName: 'C:\\Windows\\System32\\services.exe',
  ProcessName: 'C:\\Windows\\System32\\services.exe',
  Application: '\\device\\harddiskvolume1\\windows\\system32\\services.exe',
  TargetFilename: 'C:\\Windows\\Temp\\x.dll',
  TargetObject: 'HKLM\\System\\CurrentControlSet\\Services\\x\\Start',
  ObjectName: '\\REGISTRY\\MACHINE\\SYSTEM\\x',
  PipeName: '\\x',
  CommandLine: 'mysqld.exe --console',
  ParentCommandLine: 'services.exe -k',
  Hashes: HASHES,
  Hash: HASHES,
  User: 'NT AUTHORITY\\SYSTEM',
  SourceUser: 'NT AUTHORITY\\SYSTEM',
  TargetUser: 'NT AUTHORITY\\SYSTEM',
  ParentUser: 'NT AUTHORITY\\SYSTEM',
  Signed: 'true',
  SignatureStatus: 'Valid',
  Initiated: 'true',
  Direction: '%%14593',
  Protocol: 'tcp',
  SourceIp: '10.0.0.7',
  SourceAddress: '10.0.0.7',
  SourcePort: '49152',
  DestinationIp: '203.0.113.9',
  DestAddress: '203.0.113.9',
  DestinationPort: '443',
  DestPort: '443',
  EventType: 'SetValue',
  MessageNumber: '1',
  MessageTotal: '1',
};
