import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { createTelemetry, outboxRecords } from '../../lib/aws/index.ts';
import { publish } from '../../lib/pipeline/index.ts';
import { readEnvironment } from '../environment.ts';
import { reportPublished } from '../report-published.ts';
import { wirePublishing } from '../wire-publishing.ts';

const environment = readEnvironment(process.env);
const ports = wirePublishing(environment);
const telemetry = createTelemetry(line => process.stdout.write(`${line}\n`), Date.now);

/** The findings table's stream, to SNS and Security Hub. What failed for now comes again; the sweep has the rest. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const published = await publish(outboxRecords(event), ports, Date.now() * 1000);
  reportPublished(telemetry, environment.stackName, published);
  return { batchItemFailures: published.retry.map(itemIdentifier => ({ itemIdentifier })) };
}
