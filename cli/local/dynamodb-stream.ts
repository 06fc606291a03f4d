import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

export type Item = Readonly<Record<string, AttributeValue>>;

/** What a committed write did to one item. Nulls: the item was not there. */
export interface ItemChange {
  readonly keys: Item;
  readonly before: Item | null;
  readonly after: Item | null;
}

/** A change as the table's stream shows it (NEW_AND_OLD_IMAGES); null where nothing changed, as DynamoDB leaves it out. */
export function streamRecord(change: ItemChange, sequence: number, atSeconds: number): DynamoDBRecord | null {
  const { keys, before, after } = change;
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  const eventName = before === null ? 'INSERT' : after === null ? 'REMOVE' : 'MODIFY';
  return {
    eventID: `local-${sequence}`,
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: atSeconds,
      Keys: keys,
      ...(after === null ? {} : { NewImage: after }),
      ...(before === null ? {} : { OldImage: before }),
      SequenceNumber: String(sequence).padStart(21, '0'),
      SizeBytes: Buffer.byteLength(JSON.stringify({ before, after })),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  };
}
