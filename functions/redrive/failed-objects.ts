import type { S3Event, SQSEvent } from 'aws-lambda';

export interface FailedObjects {
  readonly messageId: string;
  /** How often SQS has delivered this message, this time included. */
  readonly attempt: number;
  readonly keys: readonly string[];
}

/** The objects that S3 told the queue of. What is not below the prefix is none of them, and starts nothing. */
export function failedObjects(event: SQSEvent, prefix: string): readonly FailedObjects[] {
  return event.Records.map(({ messageId, attributes, body }) => ({
    messageId,
    attempt: Number(attributes.ApproximateReceiveCount) || 1,
    keys: keysIn(body).filter(key => key.startsWith(prefix)),
  }));
}

/** S3 writes keys as form values, with `+` for spaces. Its test message (`s3:TestEvent`) has no records. */
function keysIn(body: string): string[] {
  const { Records: records = [] }: Partial<S3Event> = JSON.parse(body);
  return records.map(({ s3 }) => decodeURIComponent(s3.object.key.replaceAll('+', ' ')));
}
