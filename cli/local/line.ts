import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBBatchResponse, FirehoseTransformationResult, SQSEvent } from 'aws-lambda';
import { bundleFunctions, type FunctionName, functionNames } from '../../functions/bundle/index.ts';
import { contentChanges, dynamoDbFindingSink, tableShapes } from '../../lib/aws/index.ts';
import type { DeployConfig } from '../../lib/config/index.ts';
import type { RuleBundle } from '../../lib/engine/index.ts';
import type { Finding } from '../../lib/finding/index.ts';
import { functionEnvironment, type LocalAws, localDynamoDbClient, startLocalAws } from './aws.ts';
import { type Container, startContainer } from './container.ts';
import { streamRecord } from './dynamodb-stream.ts';
import { passesFilter } from './event-filter.ts';
import { type LocalFirehose, localFirehose } from './firehose.ts';
import { archiveBucket, place, prefixes, tableNames } from './place.ts';
import { type StreamRelay, streamRelay } from './stream-relay.ts';

export interface LineOptions {
  readonly bundle: RuleBundle;
  readonly deploy: DeployConfig;
  /** The Node.js that runs the functions. */
  readonly node: string;
  readonly log: (name: FunctionName, line: string) => void;
}

/** The deployed line on one machine: the real bundles, with local services where AWS would be. */
export interface Line {
  readonly aws: LocalAws;
  readonly functions: Readonly<Record<FunctionName, Container>>;
  readonly codeBytes: Readonly<Record<FunctionName, number>>;
  readonly firehose: LocalFirehose;
  readonly relay: StreamRelay;
  /** What the findings table holds, in the order of the findings' first events. */
  readonly findings: () => Promise<readonly Finding[]>;
  /** Waits until everything that was put in has come out, redrive and sweep included. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startLine({ bundle, deploy, node, log }: LineOptions): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'weir-local-'));
  const aws = await startLocalAws();
  const { folders, codeBytes } = bundleFunctions(folder, bundle);
  const environment = functionEnvironment(aws, deploy);
  const containers = await Promise.all(
    functionNames.map(name =>
      startContainer({
        name,
        module: join(folders[name], 'index.mjs'),
        environment,
        timeoutSeconds: timeouts[name],
        node,
        log: line => log(name, line),
      }),
    ),
  );
  const functions = Object.fromEntries(functionNames.map((name, index) => [name, containers[index]])) as Record<
    FunctionName,
    Container
  >; // one for each name, in their order

  const relay = publishRelay(functions.publish, line => log('publish', line));
  const ids = watchFindings(aws, relay);
  const client = localDynamoDbClient(aws.dynamoDb.url);
  const sink = dynamoDbFindingSink(client, tableNames.findings, []);
  const failedObjects: string[] = [];
  const firehose = localFirehose({
    // The functions answer what Firehose asks of them; the local Firehose checks every record's result.
    transform: async event => (await functions.detect.invoke(event)) as FirehoseTransformationResult,
    put: (key, bytes) => {
      aws.s3.put(archiveBucket, key, bytes);
      if (key.startsWith(prefixes.failed)) failedObjects.push(key);
    },
  });

  return {
    aws,
    functions,
    codeBytes,
    firehose,
    relay,
    findings: async () => {
      const rows = await Promise.all([...ids].map(sink.load));
      const found = rows.flatMap(row => (row === null ? [] : [row.finding]));
      return found.sort((a, b) => (`${a.firstSeen} ${a.id}` < `${b.firstSeen} ${b.id}` ? -1 : 1));
    },
    settle: async () => {
      for (const key of failedObjects.splice(0)) await functions.redrive.invoke(objectCreated(key));
      await functions.sweep.invoke({});
      await relay.idle();
    },
    close: async () => {
      for (const container of containers) container.close();
      client.destroy();
      await aws.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As the stack sets them. */
const timeouts: Readonly<Record<FunctionName, number>> = { detect: 240, publish: 120, redrive: 300, sweep: 300 };

function publishRelay(publish: Container, log: (line: string) => void): StreamRelay {
  return streamRelay(
    async event => (await publish.invoke(event)) as DynamoDBBatchResponse | undefined, // what the mapping is told
    (records, reason) => log(JSON.stringify({ level: 'error', message: 'to the dead-letter queue', records, reason })),
    // The stack's mapping, with pauses that a person can wait for.
    { batchSize: 100, windowMillis: 20, maxAttempts: 11, retryMillis: 20 },
  );
}

/** publish gets its work in no other way than the findings table's stream. Returns the ids of what was written. */
function watchFindings(aws: LocalAws, relay: StreamRelay): ReadonlySet<string> {
  const ids = new Set<string>();
  let sequence = 0;
  aws.dynamoDb.watch(tableNames.findings, change => {
    const record = streamRecord(change, ++sequence, Date.now());
    if (record !== null && passesFilter(contentChanges, record)) relay.push(record);
    const id = change.keys[tableShapes.findings.partitionKey.name]?.S;
    if (id !== undefined) ids.add(id);
  });
  return ids;
}

/** What S3 tells the redrive queue of a new object. */
function objectCreated(key: string): SQSEvent {
  const body = JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: place.region,
        eventName: 'ObjectCreated:Put',
        s3: { bucket: { name: archiveBucket }, object: { key: encodeURIComponent(key).replaceAll('%2F', '/') } },
      },
    ],
  });
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: '0',
  };
  return {
    Records: [
      {
        messageId: `local-${key}`,
        receiptHandle: 'local',
        body,
        attributes,
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:${place.partition}:sqs:${place.region}:${place.account}:failed-objects`,
        awsRegion: place.region,
      },
    ],
  };
}
