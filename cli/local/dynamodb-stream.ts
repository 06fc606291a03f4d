import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { place, tableNames } from './place.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

/** What a committed write did to one item. Nulls: the item was not there. */
export interface ItemChange {
  readonly keys: Item;
  readonly before: Item | null;
  readonly after: Item | null;
}

/**
 * A change of the findings table as its stream shows it, with the image that the table's shape asks for. Null where
 * nothing changed: DynamoDB leaves such writes out.
 */
export function streamRecord(
  { keys, before, after }: ItemChange,
  sequence: number,
  millis: number,
): DynamoDBRecord | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  return {
    eventID: `local-${sequence}`,
    eventName: before === null ? 'INSERT' : after === null ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: place.region,
    eventSourceARN: `arn:${place.partition}:dynamodb:${place.region}:${place.account}:table/${tableNames.findings}/stream/local`,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(millis / 1000),
      Keys: keys,
      ...(after === null ? {} : { NewImage: after }),
      SequenceNumber: String(sequence).padStart(21, '0'),
      SizeBytes: Buffer.byteLength(JSON.stringify(after ?? keys)),
      StreamViewType: 'NEW_IMAGE',
    },
  };
}
