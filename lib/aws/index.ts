/**
 * The ports on the AWS SDK, and what a function says to its operators. The only room that imports `@aws-sdk/*`.
 *
 * Knows tables, topics and buckets; decides nothing.
 */

export { createTableInput } from './create-table-input.ts';
export { dynamoDbClient } from './dynamodb-client.ts';
export { dynamoDbFindingSink } from './dynamodb-finding-sink.ts';
export { dynamoDbStateStore } from './dynamodb-state-store.ts';
export { outboxRecords, type StreamEvent } from './outbox-records.ts';
export { s3Client, s3ObjectStore } from './s3-object-store.ts';
export { overflowPrefix, s3OverflowStore } from './s3-overflow-store.ts';
export { importOutcome, securityHubClient, securityHubPort } from './security-hub-port.ts';
export { snsClient, snsOutcome, snsSender } from './sns-sender.ts';
export { cloudFormationClient, readStackOutputs, StackNotRead, type StackOutputs } from './stack-outputs.ts';
export { contentChanges, type IndexShape, type TableKey, type TableShape, tableShapes } from './table-shapes.ts';
export { createTelemetry, type LogLevel, metricNamespace, type Telemetry } from './telemetry.ts';
