import type { FullLog } from './kind.ts';

/** AWS's own logs and those of the clusters that it runs. */
export function cloudLogs(): readonly FullLog[] {
  return [
    one('cloudtrail', 'a call of the AWS API', cloudtrail),
    one('guardduty', 'a finding', guardduty),
    one('kubernetes-audit', 'a request to the API server', kubernetes, '/aws/eks/prod/cluster'),
    one('route53', 'a query', route53),
    flow('a flow, in the default format', defaultFlow),
    flow('a flow, with every field that a format can name', { ...defaultFlow, ...furtherFlow }),
  ];
}

function one(source: string, about: string, record: object, logGroup = ''): FullLog {
  return { source, about, lines: [JSON.stringify(record)], logGroup };
}

function flow(about: string, values: Readonly<Record<string, string>>): FullLog {
  const format = Object.keys(values).map(name => `\${${name}}`);
  return {
    source: 'vpc-flow',
    about,
    lines: [Object.values(values).join(' ')],
    formats: { 'vpc-flow': format.join(' ') },
  };
}

const cloudtrail = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAX:ines',
    arn: 'arn:aws:sts::123456789012:assumed-role/dba/ines',
    accountId: '123456789012',
    accessKeyId: 'ASIAX',
    userName: 'ines',
    invokedBy: 'rds.amazonaws.com',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAX',
        arn: 'arn:aws:iam::123456789012:role/dba',
        accountId: '123456789012',
        userName: 'dba',
      },
      attributes: { creationDate: '2026-11-21T01:00:00Z', mfaAuthenticated: 'true' },
    },
  },
  eventTime: '2026-11-21T02:00:00Z',
  eventSource: 'rds.amazonaws.com',
  eventName: 'ModifyDBInstance',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.9',
  userAgent: 'aws-cli/2.31.0',
  errorCode: 'AccessDenied',
  errorMessage: 'no',
  requestParameters: { userName: 'x', newUserName: 'y', groupName: 'z', dBInstanceIdentifier: 'shop-1' },
  responseElements: { ConsoleLogin: 'Success' },
  additionalEventData: { MFAUsed: 'Yes', MobileVersion: 'No', LoginTo: 'x' },
  serviceEventDetails: { x: 'y' },
  requestID: 'r',
  eventID: 'e',
  readOnly: false,
  resources: [
    { ARN: 'arn:aws:rds:eu-west-1:123456789012:db:shop-1', type: 'AWS::RDS::DBInstance', accountId: '123456789012' },
  ],
  eventType: 'AwsApiCall',
  apiVersion: '2014-10-31',
  managementEvent: true,
  recipientAccountId: '123456789012',
  sharedEventID: 's',
  vpcEndpointId: 'vpce-x',
  eventCategory: 'Management',
  sessionCredentialFromConsole: 'true',
  tlsDetails: {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_128_GCM_SHA256',
    clientProvidedHostHeader: 'rds.eu-west-1.amazonaws.com',
  },
};

const guardduty = {
  schemaVersion: '2.0',
  accountId: '123456789012',
  region: 'eu-west-1',
  id: 'f',
  arn: 'arn:aws:guardduty:eu-west-1:123456789012:detector/d/finding/f',
  type: 'CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin',
  severity: 8,
  title: 't',
  description: 'd',
  createdAt: '2026-11-21T02:00:00.000Z',
  updatedAt: '2026-11-21T02:00:00.000Z',
  resource: {
    resourceType: 'RDSDBInstance',
    accessKeyDetails: { userName: 'ines', principalId: 'AROAX' },
    instanceDetails: { instanceId: 'i-0123456789abcdef0' },
    rdsDbInstanceDetails: { dbInstanceIdentifier: 'shop-1' },
    rdsDbUserDetails: { user: 'app', database: 'shop', application: 'psql' },
  },
  service: {
    serviceName: 'guardduty',
    eventLastSeen: '2026-11-21T02:00:00.000Z',
    action: {
      networkConnectionAction: {
        remoteIpDetails: { ipAddressV4: '203.0.113.9', country: { countryName: 'x' } },
        localPortDetails: { port: 5432 },
      },
    },
  },
};

const kubernetes = {
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  level: 'RequestResponse',
  auditID: 'a',
  stage: 'ResponseComplete',
  requestURI: '/api/v1/namespaces/prod/pods/db-0/exec?command=sh',
  verb: 'create',
  user: {
    username: 'ines',
    uid: 'u',
    groups: ['system:masters'],
    extra: { arn: ['arn:aws:iam::123456789012:role/dba'] },
  },
  impersonatedUser: { username: 'x' },
  sourceIPs: ['203.0.113.9'],
  userAgent: 'kubectl/v1.34',
  objectRef: {
    resource: 'pods',
    subresource: 'exec',
    namespace: 'prod',
    name: 'db-0',
    apiGroup: 'x',
    apiVersion: 'v1',
  },
  responseStatus: { code: 201 },
  requestObject: { kind: 'PodExecOptions' },
  responseObject: { kind: 'Status' },
  requestReceivedTimestamp: '2026-11-21T02:00:00.000000Z',
  stageTimestamp: '2026-11-21T02:00:00.100000Z',
  annotations: { 'authorization.k8s.io/decision': 'allow' },
};

const route53 = {
  version: '1.100000',
  account_id: '123456789012',
  region: 'eu-west-1',
  vpc_id: 'vpc-0123456789abcdef0',
  query_timestamp: '2026-11-21T02:00:00Z',
  query_name: 'files.example.net.',
  query_type: 'A',
  query_class: 'IN',
  rcode: 'NOERROR',
  answers: [{ Rdata: '203.0.113.9', Type: 'A', Class: 'IN' }],
  srcaddr: '10.0.0.7',
  srcport: '49152',
  transport: 'UDP',
  srcids: { instance: 'i-0123456789abcdef0' },
  firewall_rule_action: 'ALERT',
};

const defaultFlow = {
  version: '10',
  'account-id': '123456789012',
  'interface-id': 'eni-0123456789abcdef0',
  srcaddr: '10.0.0.7',
  dstaddr: '203.0.113.9',
  srcport: '49152',
  dstport: '443',
  protocol: '6',
  packets: '10',
  bytes: '8400',
  start: '1795226400',
  end: '1795226460',
  action: 'ACCEPT',
  'log-status': 'OK',
};

const furtherFlow = {
  'vpc-id': 'vpc-0123456789abcdef0',
  'subnet-id': 'subnet-0123456789abcdef0',
  'instance-id': 'i-0123456789abcdef0',
  'tcp-flags': '2',
  type: 'IPv4',
  'pkt-srcaddr': '10.0.0.7',
  'pkt-dstaddr': '203.0.113.9',
  region: 'eu-west-1',
  'az-id': 'euw1-az1',
  'flow-direction': 'egress',
};
