import { PublishCommand, SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import type { SendOutcome, SnsSender } from '../finding/index.ts';

export function snsClient(options: SNSClientConfig = {}): SNSClient {
  return new SNSClient({
    ...options,
    retryMode: 'standard',
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
  });
}

/** Findings to one topic. */
export function snsSender(client: SNSClient, topicArn: string): SnsSender {
  return async ({ subject, message, attributes }) => {
    try {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: subject,
          Message: message,
          MessageStructure: 'json',
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, { type, value }]) => [name, { DataType: type, StringValue: value }]),
          ),
        }),
      );
      return { outcome: 'sent' };
    } catch (error) {
      return snsOutcome(error);
    }
  };
}

/** Errors that only a person can end: no topic, no permission, no key. */
const offNames =
  /^(?:NotFound|AuthorizationError|AccessDenied|InvalidSecurity|OptInRequired|EndpointDisabled|PlatformApplicationDisabled|KMSDisabled|KMSInvalidState|KMSNotFound|KMSOptInRequired|KMSAccessDenied)(?:Exception)?$/;
const refusedNames = /^(?:InvalidParameter(?:Value)?|Validation)(?:Exception)?$/;

/** What an error of Publish means for the finding, and for those after it. */
export function snsOutcome(error: unknown): SendOutcome {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const reason = `${name}: ${message}`;
  if (offNames.test(name) || (refusedNames.test(name) && message.includes('TopicArn')))
    return { outcome: 'off', reason };
  return refusedNames.test(name) ? { outcome: 'refused', reason } : { outcome: 'failed', reason };
}
