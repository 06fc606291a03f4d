import type { OutboxRecord } from '../pipeline/index.ts';
import { findingRow, type Item } from './finding-item.ts';

/** The part of a table's stream event that is read; the function's own event type fits it. */
export interface StreamEvent {
  readonly Records: readonly {
    readonly dynamodb?: {
      readonly SequenceNumber?: string | undefined;
      readonly NewImage?: Item | undefined;
    };
  }[];
}

/** What the findings table's stream says that others must hear: changes of content, not progress, and not deletions. */
export function outboxRecords(event: StreamEvent): readonly OutboxRecord[] {
  return event.Records.flatMap(({ dynamodb }): OutboxRecord[] => {
    const { NewImage: item, SequenceNumber: sequenceNumber = '' } = dynamodb ?? {};
    if (item === undefined || item.lastWrite?.S !== 'content') return [];
    return [{ sequenceNumber, id: item.id?.S ?? '', row: rowOf(item) }];
  });
}

function rowOf(item: Item): OutboxRecord['row'] {
  try {
    return findingRow(item);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
