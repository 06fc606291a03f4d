/**
 * The ports on the AWS SDK. The only room that imports it.
 *
 * Knows tables, topics and buckets; decides nothing.
 */

export { dynamoDbClient } from './dynamodb-client.ts';
export { dynamoDbStateStore } from './dynamodb-state-store.ts';
