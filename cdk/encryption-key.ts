import { ArnFormat, Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * The one key that everything at rest is encrypted with: the stack's own, or the one that weir.yml names. A key that is
 * not the stack's keeps its policy; docs/deploy.md lists the statements that it needs.
 */
export function encryptionKey(scope: Construct, kmsKeyArn: string): IKey {
  if (kmsKeyArn !== '') return Key.fromKeyArn(scope, 'Key', kmsKeyArn);
  const key = new Key(scope, 'Key', {
    description: `${Aws.STACK_NAME}: encrypts findings, state, archive, queues, topics and logs of weir`,
    enableKeyRotation: true,
    // Without it the retained findings and archive could not be read.
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const service of servicesThatSend) key.addToResourcePolicy(mayEncryptFor(service));
  key.addToResourcePolicy(logsMayEncrypt(scope));
  return key;
}

/** Services that put messages into encrypted topics and queues on their own account. */
const servicesThatSend: readonly ServiceUse[] = [
  { sid: 'CloudWatchAlarmsToTopic', service: 'cloudwatch.amazonaws.com' },
  { sid: 'S3EventsToQueue', service: 's3.amazonaws.com' },
  { sid: 'EventBridgeToQueue', service: 'events.amazonaws.com' },
];

interface ServiceUse {
  readonly sid: string;
  readonly service: string;
}

function mayEncryptFor({ sid, service }: ServiceUse): PolicyStatement {
  return new PolicyStatement({
    sid,
    principals: [new ServicePrincipal(service)],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  });
}

function logsMayEncrypt(scope: Construct): PolicyStatement {
  const anyGroupHere = Stack.of(scope).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const principal: IPrincipal = new ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`);
  return new PolicyStatement({
    sid: 'CloudWatchLogs',
    principals: [principal],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': anyGroupHere } },
  });
}
