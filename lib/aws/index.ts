/**
 * The ports on the AWS SDK, and what a function says to its operators. The only room that imports `@aws-sdk/*`.
 *
 * Knows tables, topics and buckets; decides nothing.
 */

export { createTableInput } from './create-table-input.ts';
export { dynamoDbClient } from './dynamodb-client.ts';
export { dynamoDbFindingSink } from './dynamodb-finding-sink.ts';
export { dynamoDbStateStore } from './dynamodb-state-store.ts';
export { s3Client, s3ObjectStore } from './s3-object-store.ts';
export { contentChanges, type IndexShape, type TableKey, type TableShape, tableShapes } from './table-shapes.ts';
export { createTelemetry, type LogLevel, metricNamespace, type Telemetry } from './telemetry.ts';
