import { createTables } from '../engine/index.ts';
import { type FieldTable, type LogEvent, readPath } from '../event/index.ts';

/**
 * Which ECS fields these events have: what Elasticsearch would call mapped. A field that none of them has is null in
 * EQL even under `not`. For `CompileSettings.knowsField` in a hunt.
 */
export function mappedFields(events: readonly LogEvent[], tables: readonly FieldTable[]): (name: string) => boolean {
  const tableOf = createTables(tables);
  const known = new Map<string, boolean>();
  const has = (event: LogEvent, name: string): boolean => {
    const table = tableOf(event.source);
    const read = Object.hasOwn(table.ecs, name) ? table.ecs[name] : undefined;
    const value =
      read === undefined ? (table.isEcs ? readPath(event.fields, name) : undefined) : read.read(event.fields, event);
    return value !== undefined && value !== null;
  };
  return name => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const answer = events.some(event => has(event, name));
    known.set(name, answer);
    return answer;
  };
}
