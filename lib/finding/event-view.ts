import type { HitEvidence } from '../correlation/index.ts';
import { ecsRead, type FieldTable, isObject, type JsonValue, type LogEvent, readPath } from '../event/index.ts';

/** A contributing event that is still at hand, with the table that knows how its source names things. */
export interface EventView {
  readonly event: LogEvent;
  readonly table: FieldTable;
  /** What of it may be shown, worked out once: many findings can rest on one event. */
  readonly shown?: () => HitEvidence;
}

/** A field by its ECS name or, failing that, by its vendor's own; undefined where the event does not have it. */
export function viewField(view: EventView, name: string): JsonValue | undefined {
  return ecsField(view, name) ?? vendorField(view, name);
}

export function ecsField({ event, table }: EventView, name: string): JsonValue | undefined {
  return ecsRead(table, name)?.read(event.fields, event) ?? undefined;
}

function vendorField({ event, table }: EventView, name: string): JsonValue | undefined {
  for (const root of table.vendorRoots) {
    let object: JsonValue | undefined = event.fields;
    for (const step of root) object = isObject(object) && Object.hasOwn(object, step) ? object[step] : undefined;
    const value = isObject(object) ? readPath(object, name) : undefined;
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}
