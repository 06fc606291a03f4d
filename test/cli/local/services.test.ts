import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { BatchImportFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { topicArn } from '../../../cli/local/place.ts';
import { startS3 } from '../../../cli/local/s3.ts';
import { startSecurityHub } from '../../../cli/local/security-hub.ts';
import { startSns } from '../../../cli/local/sns.ts';

const common = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 };

describe('the local SNS, through the SDK', () => {
  it('takes messages per protocol, with attributes, and refuses what the real one refuses', async () => {
    const sns = await startSns();
    const client = new SNSClient({ ...common, endpoint: sns.url });
    const publish = (input: Partial<ConstructorParameters<typeof PublishCommand>[0]>) =>
      client.send(new PublishCommand({ TopicArn: topicArn, Message: 'x', ...input }));
    await publish({
      Subject: 'subject',
      MessageStructure: 'json',
      Message: JSON.stringify({ default: 'all <&>', email: 'mail' }),
      MessageAttributes: { severity: { DataType: 'String', StringValue: 'high' } },
    });
    expect(sns.messages).toEqual([
      { topicArn, subject: 'subject', message: 'all <&>', emailText: 'mail', attributes: { severity: 'high' } },
    ]);
    await expect(publish({ TopicArn: 'nowhere' })).rejects.toThrow('TopicArn');
    await expect(publish({ Message: 'x'.repeat(300_000) })).rejects.toThrow('too long');
    await expect(publish({ MessageStructure: 'json', Message: '{}' })).rejects.toThrow('no default entry');
    await expect(publish({ Subject: 'ä' })).rejects.toThrow('Subject');
    client.destroy();
    await sns.close();
  });
});

describe('the local S3, through the SDK', () => {
  it('gives back what was put, lists by prefix, and says what is not there', async () => {
    const s3 = await startS3();
    const client = new S3Client({ ...common, endpoint: s3.url, forcePathStyle: true });
    await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'failed/a b+c', Body: 'text' }));
    const object = await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'failed/a b+c' }));
    expect(await object.Body?.transformToString()).toBe('text');
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'failed/' }));
    expect(Contents?.map(({ Key, Size }) => ({ Key, Size }))).toEqual([{ Key: 'failed/a b+c', Size: 4 }]);
    await expect(client.send(new GetObjectCommand({ Bucket: 'b', Key: 'none' }))).rejects.toThrow(NoSuchKey);
    client.destroy();
    await s3.close();
  });
});

describe('the local Security Hub, through the SDK', () => {
  it('refuses a finding that is not in its format, by name, with HTTP 200', async () => {
    const hub = await startSecurityHub();
    const client = new SecurityHubClient({ ...common, endpoint: hub.url });
    const finding = {
      SchemaVersion: '2018-10-08',
      Id: 'one',
      ProductArn: 'arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default',
      GeneratorId: 'rule',
      AwsAccountId: '123456789012',
      CreatedAt: '2026-01-01T00:00:00Z',
      UpdatedAt: '2026-01-01T00:00:00Z',
      Title: 'title',
      Description: 'description',
      FindingProviderFields: { Severity: { Label: 'HIGH' as const }, Types: ['TTPs/Collection'] },
      Resources: [{ Type: 'Other', Id: 'x', Partition: 'aws' as const }],
      RecordState: 'ACTIVE' as const,
    };
    const answer = await client.send(
      new BatchImportFindingsCommand({ Findings: [finding, { ...finding, Id: 'two', Title: 'x'.repeat(300) }] }),
    );
    expect(answer).toMatchObject({ SuccessCount: 1, FailedCount: 1, FailedFindings: [{ Id: 'two' }] });
    expect([...hub.findings.keys()]).toEqual(['one']);
    client.destroy();
    await hub.close();
  });
});
