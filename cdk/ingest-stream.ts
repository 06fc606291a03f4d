import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import {
  Compression,
  DeliveryStream,
  EnableLogging,
  LambdaFunctionProcessor,
  S3Bucket,
  StreamEncryption,
} from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogStream } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { archivePrefixes } from './archive.ts';
import { firehoseRole } from './firehose-role.ts';
import type { OwnLogs } from './own-logs.ts';

export interface IngestStreamProps {
  readonly detect: IFunction;
  readonly archive: IBucket;
  readonly key: IKey;
  readonly logs: OwnLogs;
  /** What its records are: gzip members (CloudWatch Logs) or newline-ended text. One object never holds both. */
  readonly carries: 'compressed' | 'plain';
  readonly bufferMebibytes: number;
  readonly bufferSeconds: number;
}

/** One way in: a Firehose stream that producers put records into, with detect as its processor. */
export class IngestStream extends Construct {
  readonly stream: DeliveryStream;

  constructor(scope: Construct, id: string, props: IngestStreamProps) {
    super(scope, id);
    const { archive, carries, detect, key } = props;
    const logGroup = props.logs.group(`${id}Delivery`);
    const role = firehoseRole(this, { archive, detect, key, logGroup }).withoutPolicyUpdates();
    const day = '!{timestamp:yyyy/MM/dd/HH}/';
    const destination = new S3Bucket(archive, {
      role,
      processors: [
        // CDK's own default is 3 MiB and a minute, which is the delay to every finding.
        new LambdaFunctionProcessor(detect, {
          bufferSize: Size.mebibytes(props.bufferMebibytes),
          bufferInterval: Duration.seconds(props.bufferSeconds),
          retries: 3,
        }),
      ],
      dataOutputPrefix: `${archivePrefixes.archive}${carries}/${day}`,
      errorOutputPrefix: `${archivePrefixes.failed}${carries}/!{firehose:error-output-type}/${day}`,
      // Records pass as they came: gzip members written one after the other are a gzip file already.
      compression: Compression.UNCOMPRESSED,
      fileExtension: carries === 'compressed' ? '.gz' : '.ndjson',
      bufferingInterval: Duration.seconds(60),
      bufferingSize: Size.mebibytes(64),
      encryptionKey: key,
      loggingConfig: new EnableLogging(logGroup),
    });
    this.stream = new DeliveryStream(this, 'Stream', {
      destination,
      role,
      encryption: StreamEncryption.customerManagedKey(key),
    });
    // CDK retains the log stream that it makes, which would then stand in the way of its group's deletion.
    for (const child of logGroup.node.findAll()) {
      if (child instanceof CfnLogStream) child.applyRemovalPolicy(RemovalPolicy.DESTROY);
    }
  }
}
