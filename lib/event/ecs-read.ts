import type { FieldRead, FieldTable } from './field-table.ts';
import { isObject, type JsonObject, type JsonValue } from './json.ts';
import { readPath } from './read-path.ts';

/** How a source answers an ECS name: from its table, inside a subtree, or in the record itself; null where it cannot. */
export function ecsRead(table: FieldTable, name: string): FieldRead | null {
  const own = Object.hasOwn(table.ecs, name) ? table.ecs[name] : undefined;
  if (own !== undefined) return own;
  for (const subtree of table.subtrees ?? []) {
    if (name.startsWith(`${subtree.name}.`)) return inside(subtree.path, name.slice(subtree.name.length + 1));
  }
  return table.isEcs ? { from: name, read: fields => readPath(fields, name) } : null;
}

function inside(path: readonly string[], rest: string): FieldRead {
  return { from: `${path.join('.')}.${rest}`, read: fields => readIn(fields, path, rest) };
}

function readIn(fields: JsonObject, path: readonly string[], rest: string): JsonValue | undefined {
  let value: JsonValue | undefined = fields;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return isObject(value) ? readPath(value, rest) : undefined;
}
