import { ecsRead } from './ecs-read.ts';
import type { FieldTable } from './field-table.ts';
import type { LogSource } from './log-event.ts';

/** A kind of event that a source can bring: what it declares about its log source, and which fields it can have. */
export interface EventKind {
  readonly source: string;
  /** What such an event tells, for a reader; '' where the source takes whatever comes. */
  readonly about: string;
  readonly logSource: LogSource;
  /** Can such an event have a value under this name of its vendor's? */
  readonly hasVendorName: (name: string) => boolean;
  /** The same for an ECS name. */
  readonly hasEcsName: (name: string) => boolean;
  /** All ECS names that it can have; null where no list ends them, since the records are ECS documents. */
  readonly ecsNames: readonly string[] | null;
}

/** All that a table knows, as one kind of event that declares nothing. */
export function anyEventOf(table: FieldTable): EventKind {
  return {
    source: table.source,
    about: '',
    logSource: {},
    hasVendorName: table.knowsVendorName,
    hasEcsName: name => ecsRead(table, name) !== null,
    ecsNames: table.isEcs ? null : Object.keys(table.ecs),
  };
}
