import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * One client for all tables of a function. Throttling is retried by the SDK with growing, jittered pauses; what still
 * fails then fails the records concerned, and redrive evaluates them again.
 */
export function dynamoDbClient(options: { readonly endpoint?: string; readonly region?: string } = {}): DynamoDBClient {
  return new DynamoDBClient({
    ...options,
    retryMode: 'standard',
    maxAttempts: 6,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
}
