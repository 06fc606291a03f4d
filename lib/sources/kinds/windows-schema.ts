/**
 * The names of the values in Windows events that have a Sigma category, by event log and event id. Sysmon's are those of
 * its schema 4.90 (`sysmon -s`), which Sigma's taxonomy takes over for all products; the others are their providers' own.
 */
export interface WindowsSchema {
  readonly channel: string;
  readonly provider: string;
  readonly id: number;
  readonly names: readonly string[];
  /** False where the provider documents no full list. */
  readonly isComplete: boolean;
}

const ACTOR = 'ProcessGuid ProcessId Image User';
const TARGET = 'TargetProcessId TargetImage SourceUser TargetUser';
const HEAD = 'RuleName UtcTime';

const SYSMON: Readonly<Record<number, string>> = {
  1: `${HEAD} ${ACTOR} FileVersion Description Product Company OriginalFileName CommandLine CurrentDirectory LogonGuid LogonId TerminalSessionId IntegrityLevel Hashes ParentProcessGuid ParentProcessId ParentImage ParentCommandLine ParentUser`,
  2: `${HEAD} ${ACTOR} TargetFilename CreationUtcTime PreviousCreationUtcTime`,
  3: `${HEAD} ${ACTOR} Protocol Initiated SourceIsIpv6 SourceIp SourceHostname SourcePort SourcePortName DestinationIsIpv6 DestinationIp DestinationHostname DestinationPort DestinationPortName`,
  4: 'UtcTime State Version SchemaVersion',
  5: `${HEAD} ${ACTOR}`,
  6: `${HEAD} ImageLoaded Hashes Signed Signature SignatureStatus`,
  7: `${HEAD} ${ACTOR} ImageLoaded FileVersion Description Product Company OriginalFileName Hashes Signed Signature SignatureStatus`,
  8: `${HEAD} SourceProcessGuid SourceProcessId SourceImage TargetProcessGuid ${TARGET} NewThreadId StartAddress StartModule StartFunction`,
  9: `${HEAD} ${ACTOR} Device`,
  10: `${HEAD} SourceProcessGUID SourceProcessId SourceThreadId SourceImage TargetProcessGUID ${TARGET} GrantedAccess CallTrace`,
  11: `${HEAD} ${ACTOR} TargetFilename CreationUtcTime`,
  12: `${HEAD} ${ACTOR} EventType TargetObject`,
  13: `${HEAD} ${ACTOR} EventType TargetObject Details`,
  14: `${HEAD} ${ACTOR} EventType TargetObject NewName`,
  15: `${HEAD} ${ACTOR} TargetFilename CreationUtcTime Hash Contents`,
  16: 'UtcTime Configuration ConfigurationFileHash',
  17: `${HEAD} ${ACTOR} EventType PipeName`,
  18: `${HEAD} ${ACTOR} EventType PipeName`,
  19: `${HEAD} EventType Operation User EventNamespace Name Query`,
  20: `${HEAD} EventType Operation User Name Type Destination`,
  21: `${HEAD} EventType Operation User Consumer Filter`,
  22: `${HEAD} ${ACTOR} QueryName QueryStatus QueryResults`,
  23: `${HEAD} ${ACTOR} TargetFilename Hashes IsExecutable Archived`,
  24: `${HEAD} ${ACTOR} Session ClientInfo Hashes Archived`,
  25: `${HEAD} ${ACTOR} Type`,
  26: `${HEAD} ${ACTOR} TargetFilename Hashes IsExecutable`,
  27: `${HEAD} ${ACTOR} TargetFilename Hashes`,
  28: `${HEAD} ${ACTOR} TargetFilename Hashes IsExecutable`,
  29: `${HEAD} ${ACTOR} TargetFilename Hashes`,
  255: 'UtcTime ID Description',
};

const SUBJECT = 'SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId';

const SECURITY: Readonly<Record<number, string>> = {
  4657: `${SUBJECT} ObjectName ObjectValueName HandleId OperationType OldValueType OldValue NewValueType NewValue ProcessId ProcessName`,
  4663: `${SUBJECT} ObjectServer ObjectType ObjectName HandleId AccessList AccessMask ProcessId ProcessName ResourceAttributes`,
  4688: `${SUBJECT} NewProcessId NewProcessName TokenElevationType ProcessId CommandLine TargetUserSid TargetUserName TargetDomainName TargetLogonId ParentProcessName MandatoryLabel`,
  4689: `${SUBJECT} Status ProcessId ProcessName`,
  5156: 'ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol FilterRTID LayerName LayerRTID RemoteUserID RemoteMachineID',
  5157: 'ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol FilterRTID LayerName LayerRTID RemoteUserID RemoteMachineID',
};

const POWERSHELL: Readonly<Record<number, string>> = {
  4103: 'ContextInfo UserData Payload',
  4104: 'MessageNumber MessageTotal ScriptBlockText ScriptBlockId Path',
};

const POWERSHELL_CLASSIC: Readonly<Record<number, string>> = { 400: 'Data', 600: 'Data', 800: 'Data' };

/** The provider Microsoft-Windows-Kernel-File, by whatever traces it. */
const KERNEL_FILE: Readonly<Record<number, string>> = {
  12: 'FileName',
  26: 'FileName',
  27: 'FileName',
  30: 'FileName',
};

export const windowsSchemas: readonly WindowsSchema[] = [
  ...schemasOf('Microsoft-Windows-Sysmon/Operational', 'Microsoft-Windows-Sysmon', SYSMON),
  ...schemasOf('Security', 'Microsoft-Windows-Security-Auditing', SECURITY),
  ...schemasOf('Microsoft-Windows-PowerShell/Operational', 'Microsoft-Windows-PowerShell', POWERSHELL),
  ...schemasOf('Windows PowerShell', 'PowerShell', POWERSHELL_CLASSIC),
  ...schemasOf('Microsoft-Windows-Kernel-File/Analytic', 'Microsoft-Windows-Kernel-File', KERNEL_FILE, false),
];

function schemasOf(
  channel: string,
  provider: string,
  table: Readonly<Record<number, string>>,
  isComplete = true,
): WindowsSchema[] {
  return Object.entries(table).map(([id, names]) => ({
    channel,
    provider,
    id: Number(id),
    names: names.split(' '),
    isComplete,
  }));
}
