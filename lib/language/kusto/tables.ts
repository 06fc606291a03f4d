import type { FieldName, Predicate, Route, Value } from '../../ir/index.ts';

/** A table of Log Analytics over the event model. */
export interface Table {
  readonly route: Route;
  readonly where: Predicate;
  readonly column: (name: string) => Value;
  /** Is it known to have this column? It may have others. */
  readonly declares: (name: string) => boolean;
}

/**
 * The table of this name. One that has no entry below holds the records that say so themselves: Log Analytics writes a
 * table's name into its column `Type`.
 */
export function tableNamed(name: string): Table {
  const known = entryOf(name);
  if (known === undefined)
    return { route: [], where: isOfType(name), column: column => fieldOf(column, []), declares: isTime };
  return {
    route: known.route,
    where: known.where ?? { op: 'always' },
    column: column => fieldOf(column, (Object.hasOwn(known.columns, column) ? known.columns[column] : undefined) ?? []),
    declares: column => isTime(column) || Object.hasOwn(known.columns, column),
  };
}

interface Entry {
  readonly route: Route;
  readonly where?: Predicate;
  /** ECS names, best first; a name with `=` before it is the vendor's own. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

function entryOf(name: string): Entry | undefined {
  if (Object.hasOwn(entries, name)) return entries[name];
  // ASIM: imFileEvent, _Im_FileEvent, _ASim_FileEvent, vimFileEvent…
  const schema = /^(?:im|_Im_|_ASim_|ASim)([A-Z]\w*)$/.exec(name)?.[1] ?? '';
  return Object.hasOwn(schemas, schema) ? schemas[schema] : undefined;
}

function fieldOf(column: string, names: readonly string[]): Value {
  if (isTime(column)) return { op: 'event', what: 'time' };
  const listed = names.map(
    (name): FieldName => (name.startsWith('=') ? { space: 'vendor', name: name.slice(1) } : { space: 'ecs', name }),
  );
  return { op: 'field', field: { field: column, names: [...listed, { space: 'vendor', name: column }] } };
}

const times = new Set(['TimeGenerated', 'Timestamp', 'EventStartTime', 'EventEndTime']);

function isTime(column: string): boolean {
  return times.has(column);
}

function isOfType(name: string): Predicate {
  return {
    op: 'test',
    value: { op: 'field', field: { field: 'Type', names: [{ space: 'vendor', name: 'Type' }] } },
    test: { is: 'equal', texts: [name], case: 'sensitive', asText: 'strings' },
    members: 'any',
  };
}

const actor = {
  ActorUsername: ['user.name'],
  ActorUserId: ['user.id'],
  User: ['user.name'],
  Dvc: ['host.name'],
  DvcHostname: ['host.name'],
  DvcIpAddr: ['host.ip'],
  DvcOs: ['host.os.type'],
  EventResult: ['event.outcome'],
  EventProduct: ['event.module'],
  EventVendor: ['event.provider'],
};

const actingProcess = {
  ActingProcessName: ['process.executable', 'process.name'],
  ActingProcessId: ['process.pid'],
  ActingProcessCommandLine: ['process.command_line'],
  Process: ['process.executable', 'process.name'],
};

/** Microsoft's normalised schemas (ASIM). */
const schemas: Readonly<Record<string, Entry>> = {
  FileEvent: {
    route: [{ category: 'file_event' }, { category: 'file_delete' }, { category: 'file_rename' }],
    columns: {
      ...actor,
      ...actingProcess,
      TargetFilePath: ['file.path'],
      TargetFileName: ['file.name'],
      TargetFileExtension: ['file.extension'],
      TargetFileMD5: ['file.hash.md5'],
      TargetFileSHA1: ['file.hash.sha1'],
      TargetFileSHA256: ['file.hash.sha256'],
      SrcFilePath: ['file.origin_path'],
      EventType: ['event.action'],
    },
  },
  ProcessCreate: {
    route: [{ category: 'process_creation' }],
    columns: {
      ...actor,
      ActingProcessName: ['process.parent.executable', 'process.parent.name'],
      ActingProcessCommandLine: ['process.parent.command_line'],
      ActingProcessId: ['process.parent.pid'],
      ParentProcessName: ['process.parent.parent.executable'],
      TargetProcessName: ['process.executable', 'process.name'],
      TargetProcessCommandLine: ['process.command_line'],
      TargetProcessId: ['process.pid'],
      TargetProcessCurrentDirectory: ['process.working_directory'],
      TargetProcessMD5: ['process.hash.md5'],
      TargetProcessSHA256: ['process.hash.sha256'],
      TargetUsername: ['user.name'],
      Process: ['process.executable', 'process.name'],
      CommandLine: ['process.command_line'],
    },
  },
  NetworkSession: {
    route: [{ category: 'network_connection' }],
    columns: {
      ...actor,
      SrcIpAddr: ['source.ip'],
      SrcPortNumber: ['source.port'],
      DstIpAddr: ['destination.ip'],
      DstPortNumber: ['destination.port'],
      DstHostname: ['destination.domain'],
      NetworkProtocol: ['network.transport'],
      NetworkBytes: ['network.bytes'],
      SrcBytes: ['source.bytes'],
      DstBytes: ['destination.bytes'],
      NetworkDirection: ['network.direction'],
      SrcProcessName: ['process.executable', 'process.name'],
      DvcAction: ['event.action'],
    },
  },
  Authentication: {
    route: [],
    where: isCategory('authentication'),
    columns: {
      ...actor,
      TargetUsername: ['user.name'],
      TargetUserId: ['user.id'],
      SrcDvcIpAddr: ['source.ip'],
      SrcIpAddr: ['source.ip'],
      TargetDvcHostname: ['host.name'],
      LogonMethod: ['event.action'],
      EventType: ['event.action'],
    },
  },
  Dns: {
    route: [{ category: 'dns_query' }, { category: 'dns' }],
    columns: {
      ...actor,
      DnsQuery: ['dns.question.name'],
      DnsQueryName: ['dns.question.name'],
      DnsQueryTypeName: ['dns.question.type'],
      DnsResponseName: ['dns.answers.data'],
      DnsResponseCodeName: ['dns.response_code'],
      SrcIpAddr: ['source.ip'],
    },
  },
  RegistryEvent: {
    route: [{ category: 'registry_event' }],
    columns: {
      ...actor,
      ...actingProcess,
      RegistryKey: ['registry.path', 'registry.key'],
      RegistryValue: ['registry.value'],
      RegistryValueData: ['registry.data.strings'],
    },
  },
  WebSession: {
    route: [{ category: 'webserver' }, { category: 'proxy' }],
    columns: {
      ...actor,
      Url: ['url.full', 'url.original'],
      HttpUserAgent: ['user_agent.original'],
      HttpStatusCode: ['http.response.status_code'],
      HttpRequestMethod: ['http.request.method'],
      SrcIpAddr: ['source.ip'],
      DstIpAddr: ['destination.ip'],
    },
  },
};

function isCategory(category: string): Predicate {
  return {
    op: 'test',
    value: { op: 'field', field: { field: 'event.category', names: [{ space: 'ecs', name: 'event.category' }] } },
    test: { is: 'equal', texts: [category], case: 'sensitive', asText: 'strings' },
    members: 'any',
  };
}

const initiating = {
  InitiatingProcessFileName: ['process.parent.name'],
  InitiatingProcessFolderPath: ['process.parent.executable'],
  InitiatingProcessCommandLine: ['process.parent.command_line'],
  InitiatingProcessId: ['process.parent.pid'],
};

const ownProcess = {
  InitiatingProcessFileName: ['process.name'],
  InitiatingProcessFolderPath: ['process.executable'],
  InitiatingProcessCommandLine: ['process.command_line'],
  InitiatingProcessId: ['process.pid'],
  InitiatingProcessAccountName: ['user.name'],
};

const device = {
  DeviceName: ['host.name'],
  DeviceId: ['host.id'],
  AccountName: ['user.name'],
  ActionType: ['event.action'],
};

const windows = { Computer: ['=Computer', '=Hostname', 'host.name'], EventID: ['=EventID', 'event.code'] };

const entries: Readonly<Record<string, Entry>> = {
  AWSCloudTrail: {
    route: [{ product: 'aws', service: 'cloudtrail' }],
    columns: {
      EventName: ['=eventName'],
      EventSource: ['=eventSource'],
      EventTypeName: ['=eventType'],
      EventVersion: ['=eventVersion'],
      AwsEventId: ['=eventID'],
      AwsRequestId: ['=requestID'],
      AWSRegion: ['=awsRegion'],
      SourceIpAddress: ['=sourceIPAddress'],
      UserAgent: ['=userAgent'],
      ErrorCode: ['=errorCode'],
      ErrorMessage: ['=errorMessage'],
      RequestParameters: ['=requestParameters'],
      ResponseElements: ['=responseElements'],
      AdditionalEventData: ['=additionalEventData'],
      Resources: ['=resources'],
      ReadOnly: ['=readOnly'],
      ManagementEvent: ['=managementEvent'],
      RecipientAccountId: ['=recipientAccountId'],
      UserIdentityType: ['=userIdentity.type'],
      UserIdentityArn: ['=userIdentity.arn'],
      UserIdentityAccountId: ['=userIdentity.accountId'],
      UserIdentityAccessKeyId: ['=userIdentity.accessKeyId'],
      UserIdentityPrincipalid: ['=userIdentity.principalId'],
      UserIdentityUserName: ['=userIdentity.userName'],
      UserIdentityInvokedBy: ['=userIdentity.invokedBy'],
      SessionMfaAuthenticated: ['=userIdentity.sessionContext.attributes.mfaAuthenticated'],
      SessionCreationDate: ['=userIdentity.sessionContext.attributes.creationDate'],
      SessionIssuerArn: ['=userIdentity.sessionContext.sessionIssuer.arn'],
      SessionIssuerUserName: ['=userIdentity.sessionContext.sessionIssuer.userName'],
      SessionIssuerType: ['=userIdentity.sessionContext.sessionIssuer.type'],
      VpcEndpointId: ['=vpcEndpointId'],
    },
  },
  Syslog: {
    route: [{ product: 'linux' }],
    columns: {
      SyslogMessage: ['message'],
      ProcessName: ['process.name'],
      ProcessID: ['process.pid'],
      HostName: ['host.name'],
      Computer: ['host.name'],
      HostIP: ['host.ip'],
      Facility: ['log.syslog.facility.name'],
      SeverityLevel: ['log.syslog.severity.name'],
    },
  },
  SecurityEvent: {
    route: [{ product: 'windows', service: 'security' }],
    columns: {
      ...windows,
      CommandLine: ['=CommandLine', 'process.command_line'],
      NewProcessName: ['=NewProcessName', 'process.executable'],
      Process: ['process.name'],
      ParentProcessName: ['=ParentProcessName', 'process.parent.executable'],
      Account: ['user.name'],
      IpAddress: ['=IpAddress', 'source.ip'],
      Channel: ['=Channel'],
    },
  },
  WindowsEvent: { route: [{ product: 'windows' }], columns: windows },
  Event: {
    route: [{ product: 'windows' }],
    columns: {
      ...windows,
      Source: ['=Provider_Name', '=SourceName'],
      EventLog: ['=Channel'],
      RenderedDescription: ['=Message', 'message'],
    },
  },
  DeviceProcessEvents: {
    route: [{ category: 'process_creation' }],
    columns: {
      ...device,
      ...initiating,
      FileName: ['process.name'],
      FolderPath: ['process.executable'],
      ProcessCommandLine: ['process.command_line'],
      ProcessId: ['process.pid'],
      SHA1: ['process.hash.sha1'],
      SHA256: ['process.hash.sha256'],
      MD5: ['process.hash.md5'],
    },
  },
  DeviceFileEvents: {
    route: [{ category: 'file_event' }],
    columns: {
      ...device,
      ...ownProcess,
      FileName: ['file.name'],
      FolderPath: ['file.path'],
      SHA256: ['file.hash.sha256'],
    },
  },
  DeviceNetworkEvents: {
    route: [{ category: 'network_connection' }],
    columns: {
      ...device,
      ...ownProcess,
      RemoteIP: ['destination.ip'],
      RemotePort: ['destination.port'],
      RemoteUrl: ['destination.domain'],
      LocalIP: ['source.ip'],
      LocalPort: ['source.port'],
      Protocol: ['network.transport'],
    },
  },
  DeviceRegistryEvents: {
    route: [{ category: 'registry_event' }],
    columns: {
      ...device,
      ...ownProcess,
      RegistryKey: ['registry.key', 'registry.path'],
      RegistryValueName: ['registry.value'],
      RegistryValueData: ['registry.data.strings'],
    },
  },
  AWSVPCFlow: {
    route: [{ sources: ['vpc-flow'] }],
    columns: {
      SrcAddr: ['source.ip'],
      DstAddr: ['destination.ip'],
      SrcPort: ['source.port'],
      DstPort: ['destination.port'],
      Bytes: ['source.bytes', 'network.bytes'],
      Packets: ['network.packets'],
      Action: ['event.action'],
      InterfaceId: ['=interface-id'],
      AccountId: ['cloud.account.id'],
    },
  },
  AWSGuardDuty: {
    route: [{ sources: ['guardduty'] }],
    columns: {
      ActivityType: ['=type'],
      Severity: ['=severity'],
      AccountId: ['=accountId'],
      Title: ['=title'],
      Description: ['=description'],
    },
  },
};
