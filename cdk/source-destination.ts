import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { CfnDestination } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface SourceDestinationProps {
  readonly stream: IDeliveryStream;
  readonly role: IRole;
  readonly organizationId: string;
  readonly sourceAccounts: readonly string[];
}

/** Where log groups of other accounts are subscribed to; null where no account is named. Returns its ARN. */
export function sourceDestination(scope: Construct, props: SourceDestinationProps): string | null {
  const { organizationId, role, sourceAccounts, stream } = props;
  if (organizationId === '' && sourceAccounts.length === 0) return null;
  const stack = Stack.of(scope);
  // Required by the resource; the stack's name keeps two stacks apart.
  const destinationName = `${Aws.STACK_NAME}-weir`;
  const arn = stack.formatArn({
    service: 'logs',
    resource: 'destination',
    resourceName: destinationName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const maySubscribe = {
    Effect: 'Allow',
    Action: ['logs:PutSubscriptionFilter', 'logs:PutAccountPolicy'],
    Resource: arn,
  };
  const statements = [
    ...(sourceAccounts.length > 0 ? [{ ...maySubscribe, Principal: { AWS: sourceAccounts } }] : []),
    ...(organizationId === ''
      ? []
      : [{ ...maySubscribe, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': [organizationId] } } }]),
  ];
  const destination = new CfnDestination(scope, 'SourceDestination', {
    destinationName,
    targetArn: stream.deliveryStreamArn,
    roleArn: role.roleArn,
    destinationPolicy: stack.toJsonString({ Version: '2012-10-17', Statement: statements }),
  });
  // CloudWatch Logs tests the way when the destination is made.
  destination.node.addDependency(role);
  return arn;
}
