import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { archivePrefixes } from './archive.ts';
import { deadLetters } from './dead-letters.ts';
import { WeirFunction, type WeirFunctionProps } from './weir-function.ts';

export interface RedriveProps extends Pick<WeirFunctionProps, 'code' | 'logs' | 'environment'> {
  readonly archive: Bucket;
  readonly key: IKey;
}

/** Records that Firehose could not get through detect come back: S3 says so to a queue, the queue starts redrive. */
export class Redrive extends Construct {
  readonly function: WeirFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: RedriveProps) {
    super(scope, id);
    const timeout = Duration.minutes(5);
    this.function = new WeirFunction(this, 'Redrive', {
      description: 'Takes records that failed in Firehose through detection again',
      code: props.code,
      logs: props.logs,
      environment: props.environment,
      memoryMebibytes: 1769,
      timeout,
    });
    this.deadLetters = deadLetters(this, 'RedriveDeadLetters', props.key);
    const queue = new Queue(this, 'FailedObjects', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // AWS advises six times the function's timeout, so that a throttled function does not use up the attempts.
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
    tellOfFailedObjects(props.archive, queue);
    this.function.lambda.addEventSource(new SqsEventSource(queue, { batchSize: 1, reportBatchItemFailures: true }));
    props.archive.grantRead(this.function.lambda, `${archivePrefixes.failed}*`);
    props.archive.grantPut(this.function.lambda, `${archivePrefixes.quarantine}*`);
  }
}

/**
 * Written into the bucket's own resource. CDK's way is a custom resource whose function may change every bucket of the
 * account, to allow for buckets that are not the stack's.
 */
function tellOfFailedObjects(bucket: Bucket, queue: Queue): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new Error('the archive bucket is not a bucket of this stack');
  const allowed = queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'ArchiveEvents',
      principals: [new ServicePrincipal('s3.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      // The bucket cannot be named: it needs this policy before it can be made.
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  resource.notificationConfiguration = {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: archivePrefixes.failed }] } },
      },
    ],
  };
  // S3 tests that it may send when the bucket is made.
  if (allowed.policyDependable !== undefined) resource.node.addDependency(allowed.policyDependable);
}
