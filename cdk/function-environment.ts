import { Aws } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { DeployConfig } from '../lib/config/index.ts';
import { archivePrefixes } from './archive.ts';
import type { Tables } from './tables.ts';

export interface EnvironmentSource {
  readonly deploy: DeployConfig;
  readonly stored: Tables;
  readonly archive: IBucket;
  readonly topic: ITopic;
}

/** What the functions are told, the same for all: functions/environment.ts reads it. */
export function functionEnvironment({ deploy, stored, archive, topic }: EnvironmentSource): Record<string, string> {
  return {
    STACK_NAME: Aws.STACK_NAME,
    ACCOUNT_ID: Aws.ACCOUNT_ID,
    PARTITION: Aws.PARTITION,
    STATE_TABLE: stored.state.tableName,
    BASELINES_TABLE: stored.baselines.tableName,
    FINDINGS_TABLE: stored.findings.tableName,
    ARCHIVE_BUCKET: archive.bucketName,
    FAILED_PREFIX: archivePrefixes.failed,
    QUARANTINE_PREFIX: archivePrefixes.quarantine,
    TOPIC_ARN: topic.topicArn,
    ARCHIVE: String(deploy.archive),
    SECURITY_HUB: String(deploy.securityHub),
    INFLATE_MEBIBYTES: String(deploy.inflateMebibytes),
    // What the account-level subscription must not let through; commas are in no log group's name.
    LOG_GROUPS: deploy.logGroups.join(','),
    LOG_GROUP_PREFIXES: deploy.logGroupPrefixes.join(','),
    REDRIVE_DAYS: String(deploy.redriveDays),
    STORM_AFTER: String(deploy.stormAfter),
  };
}
