import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { overflowPrefix } from '../lib/aws/index.ts';

/** Where objects lie in the archive bucket. Firehose adds `KIND/processing-failed/…` below `failed`. */
export const archivePrefixes = { archive: 'archive/', failed: 'failed/', quarantine: 'quarantine/' } as const;

/** Records that were kept, failed, or put into quarantine. */
export function archiveBucket(scope: Construct, key: IKey, days: number): Bucket {
  return new Bucket(scope, 'Archive', {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: false,
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ...Object.values(archivePrefixes).map(prefix => ({ prefix, expiration: Duration.days(days) })),
      // As long as the finding that links it.
      { prefix: overflowPrefix, expiration: Duration.days(findingDays) },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** Findings leave their table after this long. */
const findingDays = 90;
