import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTableInput, tableShapes } from '../../lib/aws/index.ts';
import type { DeployConfig } from '../../lib/config/index.ts';
import { type LocalDynamoDb, startDynamoDb } from './dynamodb.ts';
import { archiveBucket, place, prefixes, stackName, tableNames, topicArn } from './place.ts';
import { type LocalS3, startS3 } from './s3.ts';
import { type LocalSecurityHub, startSecurityHub } from './security-hub.ts';
import { type LocalSns, startSns } from './sns.ts';

/** The services that the functions talk to, in this process and over HTTP. */
export interface LocalAws {
  readonly dynamoDb: LocalDynamoDb;
  readonly sns: LocalSns;
  readonly s3: LocalS3;
  readonly securityHub: LocalSecurityHub;
  readonly close: () => Promise<void>;
}

export async function startLocalAws(): Promise<LocalAws> {
  const [dynamoDb, sns, s3, securityHub] = await Promise.all([
    startDynamoDb(),
    startSns(),
    startS3(),
    startSecurityHub(),
  ]);
  await createTables(dynamoDb.url);
  const close = async () => {
    await Promise.all([dynamoDb, sns, s3, securityHub].map(service => service.close()));
  };
  return { dynamoDb, sns, s3, securityHub, close };
}

/** The SDK's advice on Node's next versions concerns who deploys it, not who tries the line. */
const noVersionWarning = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** A client of the local DynamoDB for this process. */
export function localDynamoDbClient(endpoint: string): DynamoDBClient {
  process.env[noVersionWarning] ??= 'true';
  return new DynamoDBClient({ endpoint, region: place.region, credentials });
}

async function createTables(endpoint: string): Promise<void> {
  const client = localDynamoDbClient(endpoint);
  await Promise.all(
    (['state', 'baselines', 'findings'] as const).map(table =>
      client.send(new CreateTableCommand(createTableInput(tableNames[table], tableShapes[table]))),
    ),
  );
  client.destroy();
}

/** What the stack tells the functions, with the local services in place of AWS and nothing of this person's own AWS. */
export function functionEnvironment(aws: LocalAws, deploy: DeployConfig): Readonly<Record<string, string>> {
  return {
    AWS_REGION: place.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    [noVersionWarning]: 'true',
    AWS_ENDPOINT_URL_DYNAMODB: aws.dynamoDb.url,
    AWS_ENDPOINT_URL_SNS: aws.sns.url,
    AWS_ENDPOINT_URL_S3: aws.s3.url,
    AWS_ENDPOINT_URL_SECURITYHUB: aws.securityHub.url,
    STACK_NAME: stackName,
    ACCOUNT_ID: place.account,
    PARTITION: place.partition,
    STATE_TABLE: tableNames.state,
    BASELINES_TABLE: tableNames.baselines,
    FINDINGS_TABLE: tableNames.findings,
    ARCHIVE_BUCKET: archiveBucket,
    FAILED_PREFIX: prefixes.failed,
    QUARANTINE_PREFIX: prefixes.quarantine,
    TOPIC_ARN: topicArn,
    ARCHIVE: String(deploy.archive),
    SECURITY_HUB: String(deploy.securityHub),
    INFLATE_MEBIBYTES: String(deploy.inflateMebibytes),
    REDRIVE_DAYS: String(deploy.redriveDays),
    STORM_AFTER: String(deploy.stormAfter),
  };
}
