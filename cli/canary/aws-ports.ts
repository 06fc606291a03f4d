import { setTimeout } from 'node:timers/promises';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { DescribeHubCommand, GetFindingsCommand, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';
import { dynamoDbFindingSink } from '../../lib/aws/index.ts';
import { canaryRuleId } from '../../lib/build/index.ts';
import type { FindingRow } from '../../lib/finding/index.ts';
import type { DeployedStack } from '../deployed/stack.ts';
import { putIntoLogGroup, whyNotSubscribed } from './log-group.ts';
import type { CanaryPorts, Subscribers } from './ports.ts';

export interface CanaryClients {
  readonly dynamodb: DynamoDBClient;
  readonly firehose: FirehoseClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly securityHub: SecurityHubClient;
  readonly sns: SNSClient;
}

/** A deployed stack, tried out from its plain stream on, or from a log group where one is named. It only reads the rest. */
export function awsPorts(stack: DeployedStack, logGroup: string, clients: CanaryClients): CanaryPorts {
  const findings = dynamoDbFindingSink(clients.dynamodb, stack.output('FindingsTableName'));
  const stream = stack.output('PlainStreamName');
  return {
    now: Date.now,
    wait: async millis => void (await setTimeout(millis)),
    put: async lines => {
      if (logGroup !== '') return putIntoLogGroup(logGroup, lines, clients.logs);
      const Data = Buffer.from(`${lines.join('\n')}\n`);
      await clients.firehose.send(new PutRecordCommand({ DeliveryStreamName: stream, Record: { Data } }));
    },
    find: async (canary, since) => {
      // The functions' clocks are not this one.
      const from = (since - clockMargin) * 1000;
      const rows = await findings.opened(canaryRuleId, from, Number.MAX_SAFE_INTEGER, mostCanaries);
      return rows.find(({ finding }) => isOf(canary, finding.entity)) ?? null;
    },
    topic: stack.output('FindingsTopicArn'),
    subscribers: () => subscribersOf(stack.output('FindingsTopicArn'), clients.sns),
    recordInHub: finding => recordInHub(finding, clients.securityHub),
    lookAtWay: async since => {
      try {
        const missing = logGroup === '' ? '' : await whyNotSubscribed(logGroup, stack, clients.logs);
        return missing || (await failedSince(since, stack, clients.s3));
      } catch (error) {
        return `What stands in the way could not be looked up (${error instanceof Error ? error.message : String(error)}).`;
      }
    },
  };
}

const clockMargin = 300_000;
/** Canaries of these five minutes that are looked through. */
const mostCanaries = 100;

function isOf(canary: string, entity: FindingRow['finding']['entity']): boolean {
  return Object.values(entity).includes(canary);
}

async function subscribersOf(topic: string, client: SNSClient): Promise<Subscribers> {
  const arns: string[] = [];
  try {
    for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topic })) {
      arns.push(...(page.Subscriptions ?? []).map(subscription => subscription.SubscriptionArn ?? ''));
    }
  } catch (error) {
    if (isCalled('NotFoundException', error)) return null;
    throw error;
  }
  // Until it is confirmed, a subscription has a word in place of an ARN.
  const confirmed = arns.filter(arn => arn.startsWith('arn:')).length;
  return { confirmed, pending: arns.length - confirmed };
}

async function recordInHub(finding: string, client: SecurityHubClient): ReturnType<CanaryPorts['recordInHub']> {
  try {
    const { Findings } = await client.send(
      new GetFindingsCommand({ Filters: { Id: [{ Value: finding, Comparison: 'EQUALS' }] } }),
    );
    const state = Findings?.[0]?.RecordState;
    if (state !== undefined) return state === 'ARCHIVED' ? 'ARCHIVED' : 'ACTIVE';
    // Nothing found may mean that there is nothing to find in.
    await client.send(new DescribeHubCommand({}));
    return 'absent';
  } catch (error) {
    if (isCalled('InvalidAccessException', error)) return 'off';
    throw error;
  }
}

/** What Firehose could not get through detect since then. It is worth a look only where nothing was found. */
async function failedSince(since: number, stack: DeployedStack, client: S3Client): Promise<string> {
  const bucket = stack.output('ArchiveBucketName');
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: 'failed/' })) {
    const failed = page.Contents?.find(({ LastModified }) => (LastModified?.getTime() ?? 0) >= since - 1000);
    if (failed === undefined) continue;
    return `detect failed on records of this time (s3://${bucket}/${failed.Key}): the log of ${stack.output('DetectFunctionName')} says why. Redrive tries them again.`;
  }
  return '';
}

function isCalled(name: string, error: unknown): boolean {
  return error instanceof Error && error.name === name;
}
