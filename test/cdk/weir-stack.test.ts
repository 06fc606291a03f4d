import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { expectedPermissions } from './expected-permissions.ts';
import type { Policies } from './policies.ts';
import { synth } from './synth.ts';

const plain = synth();
const full = synth(`
deploy:
  archive: true
  archiveDays: 7
  securityHub: false
  logGroups: [/aws/rds/instance/orders/audit, /aws/eks/prod/cluster]
  eventBridge: true
  concurrency: 25
  bufferMebibytes: 0.5
  bufferSeconds: 60
  logDays: 10
`);
const ownKey = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-1111-2222-3333-0123456789ab';
const withKey = synth(`deploy: {kmsKeyArn: "${ownKey}"}`);

describe('the streams', () => {
  it.each([
    { name: 'gather 1 MB or 10 seconds', from: plain, size: '1', seconds: '10' },
    { name: 'gather what weir.yml says', from: full, size: '0.5', seconds: '60' },
  ])('$name before they call detect', ({ from, size, seconds }) => {
    const streams = Object.values(from.template.findResources('AWS::KinesisFirehose::DeliveryStream'));
    expect(streams).toHaveLength(2);
    for (const stream of streams) {
      const [processor] = stream.Properties.ExtendedS3DestinationConfiguration.ProcessingConfiguration.Processors;
      const parameters = Object.fromEntries(
        processor.Parameters.map((parameter: { ParameterName: string; ParameterValue: unknown }) => [
          parameter.ParameterName,
          parameter.ParameterValue,
        ]),
      );
      expect(parameters).toMatchObject({
        BufferSizeInMBs: size,
        BufferIntervalInSeconds: seconds,
        NumberOfRetries: '3',
      });
    }
  });

  it.each([
    { carries: 'compressed', extension: '.gz' },
    { carries: 'plain', extension: '.ndjson' },
  ])('archive $carries records as they came, apart from the others, and failed ones below failed/', parts => {
    full.template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      DeliveryStreamType: 'DirectPut',
      DeliveryStreamEncryptionConfigurationInput: { KeyType: 'CUSTOMER_MANAGED_CMK' },
      ExtendedS3DestinationConfiguration: {
        CompressionFormat: 'UNCOMPRESSED',
        FileExtension: parts.extension,
        Prefix: `archive/${parts.carries}/!{timestamp:yyyy/MM/dd/HH}/`,
        ErrorOutputPrefix: `failed/${parts.carries}/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`,
      },
    });
  });
});

describe('the functions', () => {
  it.each(['Detect', 'Publish', 'Redrive', 'Sweep'])(
    '%s runs on Node.js 24 and arm64, with a log group of its own',
    name => {
      const functions = Object.entries(plain.template.findResources('AWS::Lambda::Function'));
      const [, found] = functions.find(([id]) => id.includes(`${name}Function`)) ?? [];
      expect(found?.Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      expect(found?.Properties.LoggingConfig.LogGroup.Ref).toMatch(new RegExp(`^WeirLogs${name}`));
    },
  );

  it('detect is held to the concurrency of weir.yml, and to none without it', () => {
    full.template.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 25 });
    expect(JSON.stringify(plain.template.toJSON())).not.toContain('ReservedConcurrentExecutions');
  });

  it('every log group of weir is named so that any weir stack knows it, expires, and is encrypted', () => {
    const groups = Object.entries(full.template.findResources('AWS::Logs::LogGroup'));
    expect(groups.length).toBeGreaterThan(5);
    for (const [id, { Properties: properties }] of groups) {
      expect(id).toMatch(/^WeirLogs/);
      expect(properties).toMatchObject({ RetentionInDays: 14, KmsKeyId: expect.anything() });
      expect(properties).not.toHaveProperty('LogGroupName');
    }
  });

  it('publish reads the stream of findings, reports single failures, and gives up into a dead-letter queue', () => {
    plain.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      FilterCriteria: { Filters: [{ Pattern: Match.stringLikeRegexp('lastWrite') }] },
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });

  it('failed objects start redrive by way of a queue; what it writes does not', () => {
    plain.template.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: {
        QueueConfigurations: [
          { Event: 's3:ObjectCreated:*', Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'failed/' }] } } },
        ],
      },
    });
    const puts = plain.policies.of('Redrive').filter(({ action }) => action === 's3:PutObject');
    expect(puts.map(({ resource }) => resource.replace(/^.*}/, '')).sort()).toEqual(['/overflow/*', '/quarantine/*']);
  });

  it('sweep runs every minute', () => {
    plain.template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
  });
});

describe('each role may do what its function needs and nothing else', () => {
  it.each(expectedPermissions)('$role: $names', ({ role, actions }) => {
    const granted = new Set(plain.policies.of(role).map(({ action }) => action));
    expect([...granted].sort()).toEqual([...actions].sort());
  });

  it('Firehose may not delete what it has archived', () => {
    const granted = new Set(plain.policies.of('Compressed').map(({ action }) => action));
    expect([...granted].sort()).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'lambda:GetFunctionConfiguration',
      'lambda:InvokeFunction',
      'logs:PutLogEvents',
      's3:AbortMultipartUpload',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
      's3:PutObject',
    ]);
  });

  it('Security Hub is asked for only where it is used', () => {
    const asks = (policies: Policies) =>
      policies.of('Publish').filter(({ action }) => action.startsWith('securityhub:'));
    expect(asks(plain.policies).map(({ resource }) => resource)).toEqual([
      'arn:{AWS::Partition}:securityhub:{AWS::Region}:{AWS::AccountId}:product/{AWS::AccountId}/default',
    ]);
    expect(asks(full.policies)).toEqual([]);
  });

  it('producers may put records into the two streams', () => {
    plain.template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
            Effect: 'Allow',
            Resource: [Match.anyValue(), Match.anyValue()],
          },
        ],
      },
    });
  });
});

describe('the key', () => {
  const statements = () => {
    const [key] = Object.values(plain.template.findResources('AWS::KMS::Key'));
    return key?.Properties.KeyPolicy.Statement ?? [];
  };

  it('rotates', () => plain.template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true }));

  it.each([
    { sid: 'CloudWatchAlarmsToTopic', principal: 'cloudwatch.amazonaws.com' },
    { sid: 'S3EventsToQueue', principal: 's3.amazonaws.com' },
    { sid: 'EventBridgeToQueue', principal: 'events.amazonaws.com' },
  ])('$sid may encrypt with it, for this account only', ({ sid, principal }) => {
    expect(statements()).toContainEqual({
      Sid: sid,
      Effect: 'Allow',
      Principal: { Service: principal },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  it('CloudWatch Logs may use it for log groups of this account and Region', () => {
    expect(statements()).toContainEqual(
      expect.objectContaining({
        Sid: 'CloudWatchLogs',
        Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
        Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': expect.anything() } },
      }),
    );
  });

  it('is not made where weir.yml names one, and that one is used everywhere', () => {
    withKey.template.resourceCountIs('AWS::KMS::Key', 0);
    withKey.template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: ownKey });
    withKey.template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: ownKey });
    withKey.template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: ownKey });
    withKey.template.allResourcesProperties('AWS::DynamoDB::Table', {
      SSESpecification: { KMSMasterKeyId: ownKey, SSEEnabled: true, SSEType: 'KMS' },
    });
  });
});

describe('what is stored', () => {
  it.each([
    { id: /^State/, policy: 'Delete', recovery: undefined },
    { id: /^Baselines/, policy: 'Retain', recovery: true },
    { id: /^Findings\w{8}$/, policy: 'Retain', recovery: true },
  ])('table $id is on demand, expires rows, and on removal: $policy', ({ id, policy, recovery }) => {
    const tables = Object.entries(plain.template.findResources('AWS::DynamoDB::Table'));
    const [, table] = tables.find(([name]) => id.test(name)) ?? [];
    expect(table).toMatchObject({
      DeletionPolicy: policy,
      UpdateReplacePolicy: policy,
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
    expect(table?.Properties.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled).toBe(recovery);
  });

  it('archive, key, findings and baselines outlive the stack; all else goes with it', () => {
    const kept = Object.entries(plain.template.toJSON().Resources)
      .filter(([, resource]) => (resource as { DeletionPolicy?: string }).DeletionPolicy === 'Retain')
      .map(([id]) => id.replace(/[0-9A-F]{8}$/, ''));
    expect(kept.sort()).toEqual(['Archive', 'Baselines', 'Findings', 'Key']);
  });

  it.each([
    { from: plain, days: 90 },
    { from: full, days: 7 },
  ])('the archive forgets after $days days and is private', ({ from, days }) => {
    from.template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ ExpirationInDays: days, Prefix: 'archive/', Status: 'Enabled' }),
          Match.objectLike({ ExpirationInDays: days, Prefix: 'failed/', Status: 'Enabled' }),
          Match.objectLike({ ExpirationInDays: days, Prefix: 'quarantine/', Status: 'Enabled' }),
          Match.objectLike({ ExpirationInDays: 90, Prefix: 'overflow/', Status: 'Enabled' }),
        ]),
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  it('topics, queues and the archive refuse what does not come over TLS', () => {
    for (const type of ['AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy']) {
      for (const policy of Object.values(plain.template.findResources(type))) {
        expect(policy.Properties.PolicyDocument.Statement).toContainEqual(
          expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        );
      }
    }
  });
});

describe('what feeds it', () => {
  it('subscribes the named log groups, through a role that CloudWatch Logs of this account alone may take', () => {
    for (const LogGroupName of ['/aws/rds/instance/orders/audit', '/aws/eks/prod/cluster']) {
      full.template.hasResourceProperties('AWS::Logs::SubscriptionFilter', { LogGroupName, FilterPattern: '' });
    }
    plain.template.resourceCountIs('AWS::Logs::SubscriptionFilter', 0);
    full.template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'logs.amazonaws.com' },
            Condition: { StringLike: { 'aws:SourceArn': Match.anyValue() } },
          }),
        ],
      },
    });
  });

  it('takes CloudTrail with its read-only events, without the calls that encryption itself makes', () => {
    full.template.hasResourceProperties('AWS::Events::Rule', {
      State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      EventPattern: {
        'detail-type': Match.arrayWith(['AWS API Call via CloudTrail']),
        detail: { eventName: [{ 'anything-but': Match.arrayWith(['Decrypt', 'GenerateDataKey']) }] },
      },
    });
    full.template.hasResourceProperties('AWS::Events::Rule', { EventPattern: { source: ['aws.guardduty'] } });
    plain.template.resourceCountIs('AWS::Events::Rule', 1);
  });
});

describe('the stack as a whole', () => {
  it('gives nothing a physical name, so that two fit one account', () => {
    const named =
      /"(TableName|BucketName|FunctionName|TopicName|QueueName|RoleName|PolicyName|DeliveryStreamName|AlarmName|AliasName|ManagedPolicyName|Name)":"/g;
    const template = JSON.stringify(full.template.toJSON());
    // An inline policy's name belongs to its role.
    expect(
      template.match(named)?.filter(name => !name.startsWith('"PolicyName"') && !name.startsWith('"Name"')) ?? [],
    ).toEqual([]);
  });

  it('names no partition, account or Region', () => {
    // CDK's Firehose construct maps Regions to address ranges, for destinations that are not used here.
    const { Mappings: _, ...template } = full.template.toJSON();
    expect(JSON.stringify(template).match(/arn:aws[:-]|\b\d{12}\b|[a-z]{2}-[a-z]+-\d/g) ?? []).toEqual([]);
  });

  it('tells every ARN that a producer or a subscriber needs', () => {
    expect(Object.keys(plain.template.findOutputs('*')).sort()).toEqual([
      'AlarmsTopicArn',
      'ArchiveBucketName',
      'BaselinesTableName',
      'CompressedStreamArn',
      'CompressedStreamName',
      'DetectFunctionName',
      'FindingsTableName',
      'FindingsTopicArn',
      'KeyArn',
      'LogDeliveryRoleArn',
      'PlainStreamArn',
      'PlainStreamName',
      'ProducersPolicyArn',
      'PublishFunctionName',
      'Receivers',
      'RedriveFunctionName',
      'RulesId',
      'StateTableName',
      'SweepFunctionName',
    ]);
  });

  it('alarms operators on failures of records, functions, streams and sending, and says what to do', () => {
    const alarms = Object.entries(plain.template.findResources('AWS::CloudWatch::Alarm'));
    const ids = alarms.map(([id]) => id.replace(/^Alarms|[0-9A-F]{8}$/g, ''));
    for (const id of [
      'FailedRecords',
      'DetectErrors',
      'CompressedStreamIsBehind',
      'PlainStreamIsBehind',
      'PublishIsBehind',
    ]) {
      expect(ids).toContain(id);
    }
    const operating = readFileSync(join(import.meta.dirname, '../../docs/operating.md'), 'utf8');
    const [, section = ''] = /## Alarms\n([\s\S]*?)\n## /.exec(operating) ?? [];
    const terms = section.split('\n').filter((_, at, lines) => lines[at + 1]?.startsWith(': '));
    const told = terms.flatMap(line => [...line.matchAll(/`(\w+)`/g)].map(([, id]) => id));
    expect(told.toSorted()).toEqual(ids.toSorted());
    for (const [, { Properties: alarm }] of alarms) {
      expect(alarm.AlarmDescription).toMatch(/\.$/);
      expect(alarm.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmsTopic/) }]);
    }
  });

  it('shows on one page what goes in, what is found, how late, and what fails', () => {
    const [page] = Object.values(plain.template.findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(page?.Properties.DashboardBody);
    for (const metric of [
      'Records',
      'Matches',
      'FindingsBySeverity',
      'LatenessSeconds',
      'SnsLagSeconds',
      'FailedRecords',
    ]) {
      expect(body).toContain(metric);
    }
    expect(page?.Properties).not.toHaveProperty('DashboardName');
  });
});
