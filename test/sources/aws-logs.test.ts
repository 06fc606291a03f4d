import { describe, expect, it } from 'vitest';
import { defaultSettings, readLog } from '../../lib/sources/index.ts';
import { ecsOf, eventOf, eventsOf, logsOf, pick } from './read.ts';

const outcomeOf = (input: string | object, settings = defaultSettings) => {
  const [log] = logsOf(input);
  if (log === undefined) throw new Error('no log');
  return readLog(log, settings).parsed;
};

describe('VPC flow logs', () => {
  const line =
    '2 123456789010 eni-1235b8ca123456789 172.31.16.139 203.0.113.9 20641 5432 6 20 4249 1418530010 1418530070 ACCEPT OK';
  it('in the default format', () => {
    const event = eventOf(line);
    expect(event).toMatchObject({
      source: 'vpc-flow',
      time: 1_418_530_070_000_000,
      logSource: { product: 'aws', service: 'vpcflow' },
    });
    expect(
      pick(
        event,
        'source.ip',
        'destination.ip',
        'destination.port',
        'network.transport',
        'network.bytes',
        'event.action',
        'cloud.account.id',
      ),
    ).toEqual({
      'source.ip': '172.31.16.139',
      'destination.ip': '203.0.113.9',
      'destination.port': 5432,
      'network.transport': 'tcp',
      'network.bytes': 4249,
      'event.action': 'accept',
      'cloud.account.id': '123456789010',
    });
  });
  it('in the format that the configuration gives', () => {
    const formats = {
      'vpc-flow':
        '${interface-id} ${instance-id} ${srcaddr} ${pkt-srcaddr} ${dstaddr} ${bytes} ${end} ${flow-direction} ${log-status}',
    };
    const event = eventOf(
      'eni-1235b8ca123456789 i-0123456789abcdef0 10.0.0.1 10.0.0.2 203.0.113.9 7 1418530070 egress OK',
      { ...defaultSettings, formats },
    );
    expect(event.host?.id).toBe('i-0123456789abcdef0');
    expect(pick(event, 'source.ip', 'network.bytes', 'network.direction')).toEqual({
      'source.ip': '10.0.0.2',
      'network.bytes': 7,
      'network.direction': 'egress',
    });
  });
  it('a host that the configuration knows by its interface', () => {
    const hosts = [{ id: 'db1', names: [], addresses: [], interfaces: ['eni-1235b8ca123456789'] }];
    expect(eventOf(line, { ...defaultSettings, hosts }).host?.id).toBe('db1');
  });
  it.each([
    {
      name: 'no data is no event',
      input: '2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA',
      outcome: 'ignored',
    },
    {
      name: 'nor is the header of a file',
      input: 'version account-id interface-id srcaddr dstaddr srcport dstport protocol',
      outcome: 'ignored',
    },
    {
      name: 'an unknown format fails and says what to do',
      input: 'eni-1235b8ca123456789 10.0.0.1 10.0.0.2 1 2 3 4 OK',
      outcome: 'failed',
    },
  ])('$name', ({ input, outcome }) => expect(outcomeOf(input).outcome).toBe(outcome));
  it('skipped data is known to be missing', () =>
    expect(
      ecsOf(
        eventOf('2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - SKIPDATA'),
        'event.action',
      ),
    ).toBe('events-lost'));
});

describe('Route 53 Resolver', () => {
  const query = {
    version: '1.1',
    account_id: '1',
    region: 'r',
    vpc_id: 'vpc-1',
    query_timestamp: '2026-11-21T01:00:00Z',
    query_name: 'a.example.test.',
    query_type: 'A',
    rcode: 'NOERROR',
    answers: [{ Rdata: '203.0.113.9', Type: 'A', Class: 'IN' }],
    srcaddr: '10.0.0.4',
    srcport: '5',
    transport: 'UDP',
    srcids: { instance: 'i-0abc' },
  };
  it('says who asked for what', () => {
    const event = eventOf(query);
    expect(event).toMatchObject({
      source: 'route53',
      host: { id: 'i-0abc' },
      logSource: { product: 'aws', categories: ['dns', 'dns_query'] },
    });
    expect(pick(event, 'dns.question.name', 'dns.resolved_ip', 'source.ip', 'network.transport')).toEqual({
      'dns.question.name': 'a.example.test',
      'dns.resolved_ip': ['203.0.113.9'],
      'source.ip': '10.0.0.4',
      'network.transport': 'udp',
    });
  });
});

describe('Kubernetes audit', () => {
  const request = {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    auditID: 'a-1',
    stage: 'ResponseComplete',
    requestURI: '/api/v1/namespaces/x/secrets/y?z',
    verb: 'get',
    user: { username: 'anna', groups: ['system:authenticated'] },
    sourceIPs: ['10.0.0.4'],
    objectRef: { resource: 'secrets', namespace: 'x', name: 'y' },
    responseStatus: { code: 403 },
    requestReceivedTimestamp: '2026-11-21T01:00:00.123456Z',
  };
  it('keeps its names and answers ECS', () => {
    const event = eventOf(request);
    expect(event).toMatchObject({
      source: 'kubernetes-audit',
      id: 'kubernetes-audit:/a-1/ResponseComplete',
      logSource: { product: 'kubernetes', service: 'audit' },
    });
    expect(
      pick(
        event,
        'user.name',
        'event.action',
        'event.outcome',
        'orchestrator.resource.type',
        'kubernetes.audit.objectRef.resource',
        'source.ip',
        'url.path',
      ),
    ).toEqual({
      'user.name': 'anna',
      'event.action': 'get',
      'event.outcome': 'failure',
      'orchestrator.resource.type': 'secrets',
      'kubernetes.audit.objectRef.resource': 'secrets',
      'source.ip': '10.0.0.4',
      'url.path': '/api/v1/namespaces/x/secrets/y',
    });
  });
});

describe('GuardDuty', () => {
  const finding = {
    schemaVersion: '2.0',
    accountId: '1',
    region: 'r',
    id: 'f',
    arn: 'arn:aws:guardduty:r:1:detector/d/finding/f',
    type: 'CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin',
    severity: 8,
    updatedAt: '2026-11-21T01:00:00Z',
    service: {
      serviceName: 'guardduty',
      action: { rdsLoginAttemptAction: { remoteIpDetails: { ipAddressV4: '198.51.100.7' } } },
    },
    resource: {
      rdsDbInstanceDetails: { dbInstanceIdentifier: 'shop-1' },
      rdsDbUserDetails: { user: 'admin', application: 'psql', database: 'shop' },
    },
  };
  it('is an event, from its bus too', () => {
    const onBus = eventOf({
      'detail-type': 'GuardDuty Finding',
      source: 'aws.guardduty',
      account: '1',
      region: 'r',
      time: '2026-11-21T01:00:09Z',
      detail: finding,
    });
    expect(onBus).toMatchObject({ source: 'guardduty', id: eventOf(finding).id, host: { id: 'shop-1' } });
    expect(pick(onBus, 'event.kind', 'user.name', 'source.ip', 'db.client', 'rule.category')).toEqual({
      'event.kind': 'alert',
      'user.name': 'admin',
      'source.ip': '198.51.100.7',
      'db.client': 'psql',
      'rule.category': 'CredentialAccess',
    });
  });
  it('updated is another event', () =>
    expect(eventOf({ ...finding, updatedAt: '2026-11-21T02:00:00Z' }).id).not.toBe(eventOf(finding).id));
});

describe('Database Activity Streams', () => {
  const record = {
    type: 'record',
    startTime: '2026-11-21 00:39:49.940668+00',
    logTime: '2026-11-21 00:39:49.990579+00',
    statementId: 2,
    command: 'COPY',
    databaseName: 'shop',
    dbUserName: 'etl',
    remoteHost: '172.31.3.195',
    remotePort: '49804',
    sessionId: 's.1',
    rowCount: 400,
    commandText: 'COPY public.orders (id) TO stdout;',
    pid: 18251,
    clientApplication: 'pg_dump',
    serverType: 'PostgreSQL',
  };
  const stream = (...records: readonly object[]) => ({
    type: 'DatabaseActivityMonitoringRecords',
    version: '1.1',
    databaseActivityEvents: {
      type: 'DatabaseActivityMonitoringRecord',
      clusterId: 'c',
      instanceId: 'db-1',
      databaseActivityEventList: records,
    },
  });
  it('give every event but the heartbeats', () => {
    const events = eventsOf(stream({ type: 'heartbeat' }, record, { ...record, statementId: 3 }));
    expect(events.map(event => event.sequence)).toEqual([2, 3]);
    expect(new Set(events.map(event => event.id)).size).toBe(2);
    const [event] = events;
    expect(event).toMatchObject({
      time: Date.UTC(2026, 10, 21, 0, 39, 49) * 1000 + 940_668,
      host: { id: 'db-1' },
      logSource: { product: 'postgresql', categories: ['database'] },
    });
    expect(event && pick(event, 'db.client', 'db.rows', 'db.signatures', 'user.name', 'db.statement')).toEqual({
      'db.client': 'pg_dump',
      'db.rows': 400,
      'db.signatures': ['pg_dump'],
      'user.name': 'etl',
      'db.statement': 'COPY public.orders (id) TO stdout;',
    });
  });
  it('that only beat are nothing', () => expect(outcomeOf(stream({ type: 'heartbeat' })).outcome).toBe('ignored'));
  it('that are still encrypted fail and say so', () =>
    expect(
      outcomeOf({
        type: 'DatabaseActivityMonitoringRecords',
        version: '1.1',
        databaseActivityEvents: 'AYAD…',
        key: 'x',
      }),
    ).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('encrypted') }));
});

describe('OCSF', () => {
  const launch = {
    class_uid: 1007,
    category_uid: 1,
    activity_id: 1,
    time: 1_795_225_823_000,
    metadata: { version: '1.6.0', uid: 'u', product: { name: 'Agent' } },
    device: { hostname: 'db1', os: { type: 'Linux' } },
    actor: { user: { name: 'anna' }, process: { name: 'bash' } },
    process: { name: 'pg_dump', cmd_line: 'pg_dump shop', pid: 5 },
  };
  it('a launched process is a process creation', () => {
    const event = eventOf(launch);
    expect(event).toMatchObject({
      source: 'ocsf',
      time: 1_795_225_823_000_000,
      host: { id: 'db1' },
      logSource: { product: 'linux', categories: ['process_creation'] },
    });
    expect(
      pick(event, 'process.name', 'process.command_line', 'process.parent.name', 'user.name', 'event.type'),
    ).toEqual({
      'process.name': 'pg_dump',
      'process.command_line': 'pg_dump shop',
      'process.parent.name': 'bash',
      'user.name': 'anna',
      'event.type': ['start'],
    });
  });
  it('an API call of CloudTrail is of its log source', () => {
    const event = eventOf({
      class_uid: 6003,
      category_uid: 6,
      activity_id: 3,
      time: 1,
      metadata: { product: { name: 'CloudTrail' } },
      api: { operation: 'ModifyDBSnapshotAttribute', service: { name: 'rds.amazonaws.com' } },
      cloud: { region: 'r', account: { uid: '1' } },
    });
    expect(event.logSource).toMatchObject({ product: 'aws', service: 'cloudtrail' });
    expect(pick(event, 'event.action', 'event.provider', 'cloud.account.id')).toEqual({
      'event.action': 'ModifyDBSnapshotAttribute',
      'event.provider': 'rds.amazonaws.com',
      'cloud.account.id': '1',
    });
  });
});
