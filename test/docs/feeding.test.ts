import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { App, Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decodeRecord, defaultLimits } from '../../lib/ingest/index.ts';
import { defaultSettings, readLog } from '../../lib/sources/index.ts';

const docs = join(import.meta.dirname, '../../docs');
const folder = join(docs, 'feeding');
const names = readdirSync(folder);
const page = readFileSync(join(docs, 'feeding.md'), 'utf8');
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
const yaml = (name: string) => parse(text(name), { customTags: cloudFormationTags });

/** `!Ref` and its like: CloudFormation's own reader is asked below, here they only must not stop the reading. */
const cloudFormationTags = ['!Ref', '!Sub', '!GetAtt'].map(tag => ({ tag, resolve: (value: string) => value }));

describe('the files of docs/feeding', () => {
  it('are each named by docs/feeding.md, which names no others', () => {
    const linked = [...page.matchAll(/\(feeding\/([\w.-]+)\)/g)].map(([, name]) => name);
    expect([...new Set(linked)].sort()).toEqual([...names].sort());
  });

  it.each(names.filter(name => /flow-logs|rds/.test(name)))('%s is a template that CloudFormation takes', name => {
    const stack = new Stack(new App(), 'stack');
    const included = new CfnInclude(stack, 'It', { templateFile: join(folder, name) });
    const { Resources } = yaml(name);
    // Reading a resource holds every property to CloudFormation's own description of it.
    for (const id of Object.keys(Resources)) expect(included.getResource(id).cfnResourceType).toMatch(/^AWS::/);
    expect(JSON.stringify(Resources)).not.toMatch(/arn:aws:/);
  });

  it.each(names.filter(name => name.endsWith('.json') && !name.includes('agent')))(
    '%s is a policy of least privilege',
    name => {
      const policy = JSON.parse(text(name));
      expect(PolicyDocument.fromJson(policy).validateForIdentityPolicy()).toEqual([]);
      for (const { Action, Resource } of policy.Statement) {
        expect(JSON.stringify(Action)).not.toContain('*');
        if (Resource === '*') expect(Action).toBe('logs:DescribeLogGroups');
      }
    },
  );

  it('of the charts turn off what would send everything elsewhere', () => {
    expect(yaml('fluent-bit-helm-firehose.yaml')).toMatchObject({
      cloudWatchLogs: { enabled: false },
      firehose: { enabled: true, dataKeys: 'log' },
      filter: { mergeLog: 'Off' },
    });
    const { cloudWatchLogs } = yaml('fluent-bit-helm-cloudwatch.yaml');
    expect(cloudWatchLogs).toMatchObject({ logKey: 'log', logGroupTemplate: '', logStreamTemplate: '' });
  });

  it('send lines as Falco and auditd wrote them', () => {
    for (const name of ['fluent-bit-to-firehose.yaml', 'fluent-bit-to-cloudwatch.yaml']) {
      const { inputs, outputs } = yaml(name).pipeline;
      expect(inputs[0].path).toBe(yaml('falco.yaml').file_output.filename);
      expect(outputs).toMatchObject([{ log_key: 'log', match: '*', retry_limit: 'no_limits' }]);
    }
    for (const falco of [yaml('falco.yaml'), yaml('falco-helm-values.yaml').falco]) {
      expect(falco).toMatchObject({ json_output: true, json_include_output_property: true });
    }
    const [file] = JSON.parse(text('cloudwatch-agent-auditd.json')).logs.logs_collected.files.collect_list;
    expect(file).toMatchObject({ file_path: '/var/log/audit/audit.log', log_stream_name: '{instance_id}' });
  });
});

const falcoLine = JSON.stringify({
  hostname: 'db-1',
  output: 'Process started',
  priority: 'Informational',
  rule: 'weir process started',
  source: 'syscall',
  time: '2026-11-21T06:00:00.123456789Z',
  output_fields: { 'evt.type': 'execve', 'proc.name': 'psql', 'user.name': 'ana' },
});
const auditLine = 'type=SYSCALL msg=audit(1795240800.123:42): arch=c000003e syscall=59 success=yes pid=7 comm="psql"';
const flowLine = '2 123456789012 eni-0a1b2c3d 10.0.0.5 198.51.100.7 49152 443 6 10 840 1795240800 1795240860 ACCEPT OK';
const mysqlLine = "20261121 06:00:00,ip-10-0-0-5,app,10.0.0.9,7,42,QUERY,shop,'SELECT 1',0";
const postgresLine = '2026-11-21 06:00:00 UTC:10.0.0.9(5432):app@shop:[42]:LOG:  statement: SELECT 1';

const trailEvent = {
  eventVersion: '1.11',
  eventID: '5e7b1c2d-0000-4000-8000-000000000001',
  eventTime: '2026-11-21T06:00:00Z',
  eventSource: 'rds.amazonaws.com',
  eventName: 'ModifyDBInstance',
  awsRegion: 'eu-central-1',
  recipientAccountId: '123456789012',
  userIdentity: { type: 'IAMUser', userName: 'ana' },
};

/** A subscription's payload, as CloudWatch Logs puts it into Firehose. */
function cloudWatch(logGroup: string, logStream: string, message: string): Uint8Array {
  const logEvents = [{ id: '1', timestamp: 1_795_240_800_123, message }];
  const payload = { messageType: 'DATA_MESSAGE', owner: '123456789012', logGroup, logStream, logEvents };
  return gzipSync(JSON.stringify(payload));
}

describe('what each recipe puts into a stream is read by its source', () => {
  const cases: readonly (readonly [recipe: string, record: Uint8Array | string, source: string])[] = [
    ['Fluent Bit, log_key, to Firehose', `${falcoLine}\n`, 'falco'],
    ['the chart, dataKeys log, to Firehose', `${JSON.stringify({ log: falcoLine })}\n`, 'falco'],
    ['Fluent Bit to a log group', cloudWatch('/hosts/falco', 'i-0abc', falcoLine), 'falco'],
    ['the chart to a log group', cloudWatch('/eks/prod/falco', 'node-kube.var.log', falcoLine), 'falco'],
    ['the CloudWatch agent', cloudWatch('/hosts/audit', 'i-0123456789abcdef0', auditLine), 'auditd'],
    ['flow logs to a log group', cloudWatch('/vpc/vpc-1/flows', 'eni-0a1b2c3d-all', flowLine), 'vpc-flow'],
    ['flow logs to Firehose', JSON.stringify({ message: flowLine }), 'vpc-flow'],
    ['RDS MySQL', cloudWatch('/aws/rds/instance/orders/audit', 'orders', mysqlLine), 'mysql-audit'],
    ['Aurora PostgreSQL', cloudWatch('/aws/rds/cluster/crm/postgresql', 'crm.0', postgresLine), 'postgresql'],
    ['CloudTrail by EventBridge', JSON.stringify(eventBridge('aws.rds', trailEvent)), 'cloudtrail'],
  ];
  it.each(cases)('%s', (_, record, source) => {
    const bytes = typeof record === 'string' ? Buffer.from(record) : record;
    const context = { recordId: 'r', arrival: 1_795_240_801_000_000, account: '123456789012', region: 'eu-central-1' };
    const decoded = decodeRecord(bytes, context, defaultLimits);
    if (decoded.outcome !== 'logs') throw new Error(JSON.stringify(decoded));
    const read = decoded.logs.map(log => readLog(log, defaultSettings));
    expect(read.map(one => one.source.name)).toEqual([source]);
    expect(['events', 'fragment']).toContain(read[0]?.parsed.outcome);
  });
});

function eventBridge(source: string, detail: object) {
  const account = '123456789012';
  const time = '2026-11-21T06:00:00Z';
  return {
    version: '0',
    id: '1',
    'detail-type': 'AWS API Call via CloudTrail',
    source,
    account,
    time,
    region: 'eu-central-1',
    resources: [],
    detail,
  };
}
