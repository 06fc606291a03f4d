import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { overflowPrefix } from '../lib/aws/index.ts';
import type { DeployConfig } from '../lib/config/index.ts';
import { acknowledge } from './acknowledge.ts';
import { Alarms } from './alarms.ts';
import { archiveBucket } from './archive.ts';
import { dashboard } from './dashboard.ts';
import { encryptionKey } from './encryption-key.ts';
import { EventBridgeFeed } from './event-bridge.ts';
import { functionEnvironment } from './function-environment.ts';
import { IngestStream } from './ingest-stream.ts';
import { LogSubscriptions } from './log-subscriptions.ts';
import { OwnLogs, retentionOf } from './own-logs.ts';
import { producersPolicy } from './producers-policy.ts';
import { grantPublishing, Publisher } from './publisher.ts';
import { Redrive } from './redrive.ts';
import { sourceDestination } from './source-destination.ts';
import { Sweep } from './sweep.ts';
import { type Tables, tables } from './tables.ts';
import { topics } from './topics.ts';
import { watch } from './watch.ts';
import { WeirFunction } from './weir-function.ts';

export interface WeirStackProps extends StackProps {
  readonly deploy: DeployConfig;
  /** Folder of each function, bundled, with the rules beside the code of those that read them. */
  readonly code: Readonly<Record<'detect' | 'publish' | 'redrive' | 'sweep', string>>;
  /** Id of the rule bundle, by which a command on another machine knows whether it has the same rules. */
  readonly rulesId: string;
}

/** The whole line: streams, detect, state, findings, publishing, and what watches over them. */
export class WeirStack extends Stack {
  constructor(scope: Construct, id: string, props: WeirStackProps) {
    super(scope, id, { description: 'weir: detection rules on logs as they arrive', ...props });
    const { deploy, code, rulesId } = props;
    const key = encryptionKey(this, deploy.kmsKeyArn);
    const logs = new OwnLogs(this, { key, retention: retentionOf(deploy.logDays) });
    const archive = archiveBucket(this, key, deploy.archiveDays);
    const stored = tables(this, key);
    const { findings: topic, alarms: alarmTopic } = topics(this, key);
    const environment = functionEnvironment({ deploy, stored, archive, topic });

    const detect = new WeirFunction(this, 'Detect', {
      description: 'Runs the rules on what Firehose delivers',
      code: code.detect,
      logs,
      environment,
      memoryMebibytes: 1769,
      // Firehose waits five minutes at most, and the batch is then as good as lost to it.
      timeout: Duration.minutes(4),
      ...(deploy.concurrency === null ? {} : { concurrency: deploy.concurrency }),
    });
    const { bufferMebibytes, bufferSeconds } = deploy;
    const stream = { detect: detect.lambda, archive, key, logs, bufferMebibytes, bufferSeconds };
    const compressed = new IngestStream(this, 'Compressed', { ...stream, carries: 'compressed' }).stream;
    const plain = new IngestStream(this, 'Plain', { ...stream, carries: 'plain' }).stream;
    new EventBridgeFeed(this, 'EventBridge', { sources: deploy.eventBridge, stream: plain });

    const outbox = { findings: stored.findings, topic, securityHub: deploy.securityHub };
    const publisher = new Publisher(this, 'Publisher', { ...outbox, code: code.publish, logs, environment, key });
    const redrive = new Redrive(this, 'Redriver', { code: code.redrive, logs, environment, archive, key });
    const sweep = new Sweep(this, 'Sweeper', { code: code.sweep, logs, environment, key });
    grantPublishing(sweep.function.lambda, outbox);
    // Only now does it know all log groups of its own.
    const fromLogs = { ...deploy, stream: compressed, own: logs.groups };
    const { role } = new LogSubscriptions(this, 'Subscriptions', fromLogs);
    const destination = sourceDestination(this, { ...deploy, stream: compressed, role });
    for (const decides of [detect, redrive.function, sweep.function]) grantDeciding(decides, stored, archive);

    const functions = { detect, publish: publisher.function, redrive: redrive.function, sweep: sweep.function };
    const streams = { compressed, plain };
    const deadLetters = { publish: publisher.deadLetters, redrive: redrive.deadLetters, sweep: sweep.deadLetters };
    watch(new Alarms(this, 'Alarms', alarmTopic), { functions, streams, deadLetters });
    dashboard(this, { functions, streams, stored });
    acknowledge(this, { archive, state: stored.state, deadLetters: [publisher.deadLetters, sweep.deadLetters] });
    if (destination !== null) {
      this.tell({ SourceDestinationArn: ['Parameter of the stacks of other accounts (WeirSource)', destination] });
    }
    this.tell({
      CompressedStreamName: [
        'Subscribe log groups to this stream (gzip, as CloudWatch Logs sends)',
        compressed.deliveryStreamName,
      ],
      CompressedStreamArn: ['The same, for subscription filters', compressed.deliveryStreamArn],
      PlainStreamName: ['Put JSON lines and other text into this stream', plain.deliveryStreamName],
      PlainStreamArn: ['The same, for shippers and EventBridge', plain.deliveryStreamArn],
      LogDeliveryRoleArn: ['Pass this role with a subscription filter', role.roleArn],
      ProducersPolicyArn: [
        "Attach this policy to a shipper's role",
        producersPolicy(this, [compressed, plain]).managedPolicyArn,
      ],
      FindingsTopicArn: ['Subscribe to findings', topic.topicArn],
      AlarmsTopicArn: ["Subscribe to weir's own alarms", alarmTopic.topicArn],
      Receivers: ['Where findings are sent', deploy.securityHub ? 'SNS, Security Hub CSPM' : 'SNS'],
      FindingsTableName: ['Findings, newest revision of each', stored.findings.tableName],
      StateTableName: ['What correlations remember', stored.state.tableName],
      BaselinesTableName: ['What baselines have learned', stored.baselines.tableName],
      ArchiveBucketName: ['Archived, failed and quarantined records', archive.bucketName],
      RulesId: ['Id of the deployed rule bundle, as weir build tells it', rulesId],
      KeyArn: ['Encrypts all of it', key.keyArn],
      DetectFunctionName: ['The function that Firehose calls', detect.lambda.functionName],
      PublishFunctionName: ['The function that sends findings', publisher.function.lambda.functionName],
      RedriveFunctionName: ['The function that retries failed records', redrive.function.lambda.functionName],
      SweepFunctionName: ['The function that runs every minute', sweep.function.lambda.functionName],
    });
  }

  private tell(outputs: Readonly<Record<string, readonly [description: string, value: string]>>): void {
    for (const [name, [description, value]] of Object.entries(outputs))
      new CfnOutput(this, name, { description, value });
  }
}

function grantDeciding({ lambda }: WeirFunction, { state, baselines, findings }: Tables, archive: IBucket): void {
  for (const table of [state, baselines, findings]) table.grantReadWriteData(lambda);
  // A finding too large for its row and its receivers is put here whole, and linked.
  archive.grantPut(lambda, `${overflowPrefix}*`);
}
