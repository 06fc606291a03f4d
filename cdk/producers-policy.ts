import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Construct } from 'constructs';

/** What a shipper (Fluent Bit, an agent, a script) needs attached to its role: putting records, and nothing else. */
export function producersPolicy(scope: Construct, streams: readonly IDeliveryStream[]): ManagedPolicy {
  return new ManagedPolicy(scope, 'ProducersPolicy', {
    description: 'Lets a producer of logs put records into the streams of weir',
    statements: [
      new PolicyStatement({
        actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
        resources: streams.map(stream => stream.deliveryStreamArn),
      }),
    ],
  });
}
