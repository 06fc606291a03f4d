/**
 * The ports on the AWS SDK, and what a function says to its operators. The only room that imports `@aws-sdk/*`.
 *
 * Knows tables, topics and buckets; decides nothing.
 */

export { dynamoDbClient } from './dynamodb-client.ts';
export { dynamoDbStateStore } from './dynamodb-state-store.ts';
export { createTelemetry, type LogLevel, metricNamespace, type Telemetry } from './telemetry.ts';
