import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { CfnAccountPolicy, FilterPattern, type ILogGroup, LogGroup, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { FirehoseDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { Construct } from 'constructs';
import type { DeployConfig } from '../lib/config/index.ts';
import { allLogGroupsBut } from './account-policy.ts';

export interface LogSubscriptionsProps
  extends Pick<DeployConfig, 'logGroups' | 'logGroupPrefixes' | 'organizationId' | 'sourceAccounts'> {
  readonly stream: IDeliveryStream;
  /** Log groups that must never be subscribed. */
  readonly own: readonly ILogGroup[];
}

/** Log groups of this account, subscribed to the compressed stream. */
export class LogSubscriptions extends Construct {
  /** The role with which CloudWatch Logs writes to the stream; whoever subscribes by hand passes it. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: LogSubscriptionsProps) {
    super(scope, id);
    const { logGroups, logGroupPrefixes, own, stream } = props;
    const put = new PolicyStatement({
      actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
      resources: [stream.deliveryStreamArn],
    });
    this.role = new Role(this, 'Role', {
      description: 'CloudWatch Logs writes to the stream of weir',
      assumedBy: new ServicePrincipal('logs.amazonaws.com', {
        conditions: { StringLike: { 'aws:SourceArn': senders(this, props) } },
      }),
      // Inline, so that it stands when CloudWatch Logs sends its first message: a subscription fails without.
      inlinePolicies: { Put: new PolicyDocument({ statements: [put] }) },
    });
    const named = new Set(logGroups);
    for (const name of named) {
      new SubscriptionFilter(this, `Group${name}`, {
        logGroup: LogGroup.fromLogGroupName(this, `Named${name}`, name),
        filterPattern: FilterPattern.allEvents(),
        destination: new FirehoseDestination(stream, { role: this.role.withoutPolicyUpdates() }),
      });
    }
    if (logGroupPrefixes.length > 0) {
      new CfnAccountPolicy(this, 'AllGroups', {
        ...allLogGroupsBut([...own.map(group => group.logGroupName), ...named]),
        policyDocument: Stack.of(this).toJsonString({
          DestinationArn: stream.deliveryStreamArn,
          RoleArn: this.role.roleArn,
          FilterPattern: '',
          Distribution: 'Random',
        }),
      });
    }
  }
}

/** Logs of this account and of those that may subscribe; the destination's policy says who that is. */
function senders(
  scope: Construct,
  { organizationId, sourceAccounts }: Pick<LogSubscriptionsProps, 'organizationId' | 'sourceAccounts'>,
): string[] {
  const accounts = organizationId === '' ? [Aws.ACCOUNT_ID, ...sourceAccounts] : ['*'];
  return accounts.map(account =>
    Stack.of(scope).formatArn({ service: 'logs', account, resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }),
  );
}
