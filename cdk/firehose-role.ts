import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export interface FirehoseRoleProps {
  readonly archive: IBucket;
  readonly detect: IFunction;
  readonly key: IKey;
  readonly logGroup: ILogGroup;
}

/**
 * What Firehose needs to call detect and to write to the archive, as its documentation lists it. Written out, since the
 * bucket's own grant would let it delete what it has written.
 */
export function firehoseRole(scope: Construct, { archive, detect, key, logGroup }: FirehoseRoleProps): Role {
  const statements = [
    new PolicyStatement({
      actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      resources: [archive.bucketArn],
    }),
    new PolicyStatement({
      actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
      resources: [archive.arnForObjects('*')],
    }),
    new PolicyStatement({
      actions: ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'],
      resources: [detect.functionArn],
    }),
    new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
    new PolicyStatement({ actions: ['logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
  ];
  return new Role(scope, 'Role', {
    description: 'Firehose calls detect and writes to the archive of weir',
    assumedBy: new ServicePrincipal('firehose.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: { Deliver: new PolicyDocument({ statements }) },
  });
}
