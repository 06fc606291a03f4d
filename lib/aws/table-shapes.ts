/** A table as whoever creates it must know it: the CDK app, the line on one machine, the tests. */
export interface TableShape {
  readonly partitionKey: TableKey;
  readonly sortKey?: TableKey;
  readonly indexes: readonly IndexShape[];
  /** Epoch seconds. DynamoDB deletes days late, so readers never trust what has expired. */
  readonly timeToLive: string;
  /** What each change shows; left out where nobody listens. */
  readonly stream?: 'NEW_IMAGE';
}

export interface TableKey {
  readonly name: string;
  readonly type: 'S' | 'N';
}

/** Sparse: an item without both keys is not in it. Only the keys are projected; readers fetch the rows they want. */
export interface IndexShape {
  readonly name: string;
  readonly partitionKey: TableKey;
  readonly sortKey: TableKey;
}

const bucketed = {
  partitionKey: { name: 'pk', type: 'S' },
  sortKey: { name: 'sk', type: 'S' },
  indexes: [],
  timeToLive: 'expiresAt',
} as const satisfies TableShape;

export const tableShapes = {
  /** Hits and timers. */
  state: bucketed,
  /** Terms seen over weeks. */
  baselines: bucketed,
  /** One item per finding, which is also the outbox of what SNS and Security Hub must get. */
  findings: {
    partitionKey: { name: 'id', type: 'S' },
    indexes: [
      // What a receiver has not got yet, by receiver and shard, oldest first.
      {
        name: 'behind',
        partitionKey: { name: 'behind', type: 'S' },
        sortKey: { name: 'behindSince', type: 'N' },
      },
      // The findings of one rule and entity, by the time of their first event.
      { name: 'series', partitionKey: { name: 'series', type: 'S' }, sortKey: { name: 'firstSeen', type: 'S' } },
      // The findings of one rule in the order in which they were opened.
      { name: 'opened', partitionKey: { name: 'rule', type: 'S' }, sortKey: { name: 'createdAt', type: 'N' } },
    ],
    timeToLive: 'expiresAt',
    stream: 'NEW_IMAGE',
  },
} as const satisfies Record<string, TableShape>;

/**
 * The stream's only listener wants changes of content, not the progress that it writes itself: the pattern of an event
 * source mapping's filter, on a stream record.
 */
export const contentChanges = { dynamodb: { NewImage: { lastWrite: { S: ['content'] } } } } as const;
