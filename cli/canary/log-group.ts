import { randomUUID } from 'node:crypto';
import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  DescribeAccountPoliciesCommand,
  DescribeSubscriptionFiltersCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { DeployedStack } from '../deployed/stack.ts';

/** Lines as one more log stream of a group would bring them; the stream goes as soon as it has told them. */
export async function putIntoLogGroup(
  logGroupName: string,
  lines: readonly string[],
  client: CloudWatchLogsClient,
): Promise<void> {
  const stream = { logGroupName, logStreamName: `weir-canary-${randomUUID()}` };
  await client.send(new CreateLogStreamCommand(stream));
  const logEvents = lines.map(message => ({ message, timestamp: Date.now() }));
  try {
    await client.send(new PutLogEventsCommand({ ...stream, logEvents }));
  } finally {
    await client.send(new DeleteLogStreamCommand(stream));
  }
}

/** '' where the group is subscribed to the stack's stream. */
export async function whyNotSubscribed(
  logGroupName: string,
  stack: DeployedStack,
  client: CloudWatchLogsClient,
): Promise<string> {
  const arn = stack.output('CompressedStreamArn');
  const { subscriptionFilters = [] } = await client.send(new DescribeSubscriptionFiltersCommand({ logGroupName }));
  if (subscriptionFilters.some(({ destinationArn }) => destinationArn === arn)) return '';
  if (await hasAccountPolicy(arn, client)) {
    return `Every log group is subscribed, but ${logGroupName} may be under none of deploy.logGroupPrefixes.`;
  }
  const others = subscriptionFilters.length;
  const room = others < 2 ? '' : ' It has two filters already, which is the most it takes: one must go.';
  return `The subscription is missing: name ${logGroupName} in deploy.logGroups of weir.yml and deploy.${room}`;
}

/** A caller who may not look is told of the group's own filters alone. */
async function hasAccountPolicy(streamArn: string, client: CloudWatchLogsClient): Promise<boolean> {
  try {
    const { accountPolicies = [] } = await client.send(
      new DescribeAccountPoliciesCommand({ policyType: 'SUBSCRIPTION_FILTER_POLICY' }),
    );
    return accountPolicies.some(({ policyDocument }) => policyDocument?.includes(streamArn));
  } catch {
    return false;
  }
}
