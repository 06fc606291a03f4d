import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { FilterPattern, LogGroup, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { FirehoseDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { Construct } from 'constructs';

export interface LogSubscriptionsProps {
  readonly stream: IDeliveryStream;
  readonly logGroups: readonly string[];
}

/** Named log groups of this account, subscribed to the compressed stream. */
export class LogSubscriptions extends Construct {
  /** The role with which CloudWatch Logs writes to the stream; whoever subscribes by hand passes it. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: LogSubscriptionsProps) {
    super(scope, id);
    const anyGroupHere = Stack.of(this).formatArn({
      service: 'logs',
      resource: '*',
      arnFormat: ArnFormat.NO_RESOURCE_NAME,
    });
    this.role = new Role(this, 'Role', {
      description: 'CloudWatch Logs writes to the stream of weir',
      assumedBy: new ServicePrincipal('logs.amazonaws.com', {
        conditions: { StringLike: { 'aws:SourceArn': anyGroupHere } },
      }),
    });
    props.stream.grantPutRecords(this.role);
    for (const name of new Set(props.logGroups)) {
      new SubscriptionFilter(this, `Group${name}`, {
        logGroup: LogGroup.fromLogGroupName(this, `Named${name}`, name),
        filterPattern: FilterPattern.allEvents(),
        destination: new FirehoseDestination(props.stream, { role: this.role }),
      });
    }
  }
}
