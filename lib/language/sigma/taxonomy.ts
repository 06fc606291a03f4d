/** Sigma's field names (taxonomy appendix, and what SigmaHQ's rules use) as ECS. Data; order of the tables matters. */
export interface TaxonomyTable {
  /** Log sources it is for; what is left out is any. */
  readonly when: {
    readonly product?: readonly string[];
    readonly service?: readonly string[];
    readonly category?: readonly string[];
  };
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
}

const cloudtrail: TaxonomyTable = {
  when: { product: ['aws'] },
  fields: {
    eventName: 'event.action',
    eventSource: 'event.provider',
    eventTime: '@timestamp',
    eventID: 'event.id',
    eventType: 'aws.cloudtrail.event_type',
    errorCode: 'aws.cloudtrail.error_code',
    errorMessage: ['error.message', 'aws.cloudtrail.error_message'],
    userAgent: 'user_agent.original',
    sourceIPAddress: ['source.ip', 'source.address'],
    src_ip: 'source.ip',
    src_country: 'source.geo.country_iso_code',
    awsRegion: 'cloud.region',
    recipientAccountId: ['cloud.account.id', 'aws.cloudtrail.recipient_account_id'],
    'userIdentity.type': 'aws.cloudtrail.user_identity.type',
    'userIdentity.arn': 'aws.cloudtrail.user_identity.arn',
    'userIdentity.userName': 'user.name',
    'userIdentity.principalId': 'user.id',
    'userIdentity.accountId': 'cloud.account.id',
    'userIdentity.accessKeyId': 'aws.cloudtrail.user_identity.access_key_id',
    'userIdentity.invokedBy': 'aws.cloudtrail.user_identity.invoked_by',
    'userIdentity.sessionContext.sessionIssuer.type':
      'aws.cloudtrail.user_identity.session_context.session_issuer.type',
    'userIdentity.sessionContext.sessionIssuer.arn': 'aws.cloudtrail.user_identity.session_context.session_issuer.arn',
    'userIdentity.sessionContext.sessionIssuer.userName':
      'aws.cloudtrail.user_identity.session_context.session_issuer.user_name',
    requestParameters: 'aws.cloudtrail.request_parameters',
    responseElements: 'aws.cloudtrail.response_elements',
    additionalEventData: 'aws.cloudtrail.additional_eventdata',
    status: 'event.outcome',
  },
};

const kubernetes: TaxonomyTable = {
  when: { product: ['kubernetes'] },
  fields: {
    verb: 'kubernetes.audit.verb',
    requestURI: 'kubernetes.audit.requestURI',
    userAgent: 'user_agent.original',
    username: 'user.name',
    'user.username': 'user.name',
    sourceIPs: 'source.ip',
    'objectRef.resource': 'kubernetes.audit.objectRef.resource',
    'objectRef.subresource': 'kubernetes.audit.objectRef.subresource',
    'objectRef.namespace': ['orchestrator.namespace', 'kubernetes.audit.objectRef.namespace'],
    'objectRef.name': 'kubernetes.audit.objectRef.name',
    'objectRef.apiGroup': 'kubernetes.audit.objectRef.apiGroup',
    apiGroup: 'kubernetes.audit.objectRef.apiGroup',
    'responseStatus.code': ['http.response.status_code', 'kubernetes.audit.responseStatus.code'],
  },
};

/** Names of auditd's own records. What has one meaning across record types maps; `a0` of EXECVE and of SYSCALL do not. */
const auditd: TaxonomyTable = {
  when: { product: ['linux'], service: ['auditd'] },
  fields: {
    exe: 'process.executable',
    comm: 'process.name',
    pid: 'process.pid',
    ppid: 'process.parent.pid',
    cwd: 'process.working_directory',
    uid: 'user.id',
    auid: 'user.audit.id',
    euid: 'user.effective.id',
    USER: 'user.name',
    UID: 'user.name',
    acct: 'user.name',
    name: 'file.path',
    hostname: 'source.address',
    addr: 'source.ip',
    SYSCALL: 'auditd.data.syscall',
    syscall: 'auditd.data.syscall',
    key: 'auditd.data.key',
    unit: 'auditd.data.unit',
    proctitle: 'process.title',
  },
};

/** The words of sudo's own message. */
const sudo: TaxonomyTable = {
  when: { product: ['linux'], service: ['sudo'] },
  fields: {
    USER: 'user.effective.name',
    COMMAND: 'process.command_line',
    TTY: 'process.tty',
    PWD: 'process.working_directory',
  },
};

const web: TaxonomyTable = {
  when: { category: ['webserver', 'proxy'] },
  fields: {
    'c-ip': 'source.ip',
    'c-uri': ['url.original', 'url.full'],
    'c-uri-extension': 'url.extension',
    'c-uri-query': 'url.query',
    'c-uri-stem': 'url.path',
    'c-useragent': 'user_agent.original',
    'cs-bytes': 'http.request.bytes',
    'cs-cookie': 'http.request.headers.cookie',
    'cs-host': ['url.domain', 'destination.domain'],
    'cs-method': 'http.request.method',
    'cs-referer': 'http.request.referrer',
    'cs-referrer': 'http.request.referrer',
    'cs-uri': ['url.original', 'url.full'],
    'cs-uri-query': 'url.query',
    'cs-uri-stem': 'url.path',
    'cs-user-agent': 'user_agent.original',
    'cs-username': 'user.name',
    'cs-version': 'http.version',
    'r-dns': ['url.domain', 'destination.domain'],
    's-computername': 'host.name',
    's-ip': 'destination.ip',
    's-port': 'destination.port',
    'sc-bytes': 'http.response.bytes',
    'sc-status': 'http.response.status_code',
    'time-taken': 'event.duration',
    src_ip: 'source.ip',
    dst_ip: 'destination.ip',
  },
};

const network: TaxonomyTable = {
  when: { category: ['firewall', 'network', 'network_connection'] },
  fields: {
    src_ip: 'source.ip',
    src_port: 'source.port',
    dst_ip: 'destination.ip',
    dst_port: 'destination.port',
    username: 'user.name',
    action: 'event.action',
    protocol: 'network.transport',
  },
};

const dns: TaxonomyTable = {
  when: { category: ['dns', 'dns_query'] },
  fields: {
    query: 'dns.question.name',
    record_type: 'dns.question.type',
    answer: ['dns.answers.data', 'dns.resolved_ip'],
    QueryName: 'dns.question.name',
    QueryResults: 'dns.answers.data',
    QueryStatus: 'dns.response_code',
    src_ip: 'source.ip',
    dst_ip: 'destination.ip',
  },
};

/** Sysmon event 10, 8 and others speak of two processes; the acting one is the event's own. */
const twoProcesses: TaxonomyTable = {
  when: { category: ['process_access', 'create_remote_thread'] },
  fields: {
    SourceImage: 'process.executable',
    SourceProcessId: 'process.pid',
    SourceProcessGUID: 'process.entity_id',
    SourceUser: 'user.name',
    SourceParentImage: 'process.parent.executable',
    SourceCommandLine: 'process.command_line',
    TargetImage: 'Target.process.executable',
    TargetProcessId: 'Target.process.pid',
  },
};

const antivirus: TaxonomyTable = {
  when: { category: ['antivirus'] },
  fields: { Filename: 'file.path', Signature: 'rule.name', Action: 'event.action' },
};

const database: TaxonomyTable = {
  when: { category: ['database'] },
  fields: {
    query: 'db.statement',
    statement: 'db.statement',
    user: 'user.name',
    database: 'db.name',
    src_ip: 'source.ip',
  },
};

/** Process, file, network, registry, image and logon names, as Sysmon and the Windows Security log have them. */
const hosts: TaxonomyTable = {
  when: {},
  fields: {
    CommandLine: 'process.command_line',
    Image: 'process.executable',
    OriginalFileName: 'process.pe.original_file_name',
    ProcessId: 'process.pid',
    ProcessGuid: 'process.entity_id',
    ProcessName: 'process.executable',
    CurrentDirectory: 'process.working_directory',
    Company: 'process.pe.company',
    Description: 'process.pe.description',
    FileVersion: 'process.pe.file_version',
    Product: 'process.pe.product',
    imphash: 'process.pe.imphash',
    md5: 'process.hash.md5',
    sha1: 'process.hash.sha1',
    sha256: 'process.hash.sha256',
    ParentImage: 'process.parent.executable',
    ParentCommandLine: 'process.parent.command_line',
    ParentProcessId: 'process.parent.pid',
    ParentProcessGuid: 'process.parent.entity_id',
    ParentProcessName: 'process.parent.executable',
    ParentUser: 'process.parent.user.name',
    GrandParentImage: 'process.parent.parent.executable',
    NewProcessName: 'process.executable',
    NewProcessId: 'process.pid',
    User: 'user.name',
    user: 'user.name',
    UserName: 'user.name',
    username: 'user.name',
    SubjectUserName: 'user.name',
    SubjectDomainName: 'user.domain',
    SubjectUserSid: 'user.id',
    TargetUserName: ['user.target.name', 'user.name'],
    TargetDomainName: ['user.target.domain', 'user.domain'],
    TargetUserSid: ['user.target.id', 'user.id'],
    IpAddress: 'source.ip',
    IpPort: 'source.port',
    WorkstationName: ['source.domain', 'host.name'],
    ComputerName: 'host.name',
    Computer: 'host.name',
    TargetFilename: 'file.path',
    SourceFilename: 'file.Ext.original.path',
    ImageLoaded: ['dll.path', 'file.path'],
    TargetObject: 'registry.path',
    Details: 'registry.data.strings',
    DestinationIp: 'destination.ip',
    DestinationPort: 'destination.port',
    DestinationHostname: ['destination.domain', 'destination.address'],
    DestinationIsIpv6: 'network.type',
    SourceIp: 'source.ip',
    SourcePort: 'source.port',
    SourceHostname: ['source.domain', 'source.address'],
    Protocol: 'network.transport',
    QueryName: 'dns.question.name',
    PipeName: 'file.name',
    EventID: ['event.code', 'winlog.event_id'],
    Provider_Name: ['winlog.provider_name', 'event.provider'],
    Channel: 'winlog.channel',
    ScriptBlockText: 'powershell.file.script_block_text',
    Signature: ['dll.code_signature.subject_name', 'file.code_signature.subject_name'],
    Signed: ['dll.code_signature.exists', 'file.code_signature.exists'],
    SignatureStatus: ['dll.code_signature.status', 'file.code_signature.status'],
    ServiceName: 'service.name',
    UtcTime: '@timestamp',
    src_ip: 'source.ip',
    dst_ip: 'destination.ip',
    src_port: 'source.port',
    dst_port: 'destination.port',
    hostname: 'host.name',
    ContainerId: 'container.id',
    ContainerName: 'container.name',
  },
};

/** Special tables first: the first that has the field decides. */
export const ecsByLogSource: readonly TaxonomyTable[] = [
  cloudtrail,
  kubernetes,
  auditd,
  sudo,
  web,
  dns,
  network,
  twoProcesses,
  antivirus,
  database,
  hosts,
];
