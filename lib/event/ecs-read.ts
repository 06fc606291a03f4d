import type { FieldRead, FieldTable } from './field-table.ts';
import { isObject, type JsonObject, type JsonValue } from './json.ts';
import { readPath } from './read-path.ts';

/** How a source answers an ECS name: from its table, inside a subtree, or in the record itself; null where it cannot. */
export function ecsRead(table: FieldTable, name: string): FieldRead | null {
  const own = Object.hasOwn(table.ecs, name) ? table.ecs[name] : undefined;
  if (own !== undefined) return own;
  const within = (table.subtrees ?? []).filter(subtree => name.startsWith(`${subtree.name}.`));
  if (within.length > 0) return inside(within.map(({ path, name: root }) => [path, name.slice(root.length + 1)]));
  return table.isEcs ? { from: name, isVerbatim: true, read: fields => readPath(fields, name) } : null;
}

/** One name may be the root of several objects, where a source has several layouts; the first that has the field wins. */
function inside(places: readonly (readonly [readonly string[], string])[]): FieldRead {
  return {
    from: places.map(([path, rest]) => `\`${[...path, rest].join(' → ')}\``).join(', else '),
    isVerbatim: true,
    read: fields => {
      for (const [path, rest] of places) {
        const value = readIn(fields, path, rest);
        if (value !== undefined) return value;
      }
      return undefined;
    },
  };
}

function readIn(fields: JsonObject, path: readonly string[], rest: string): JsonValue | undefined {
  let value: JsonValue | undefined = fields;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return isObject(value) ? readPath(value, rest) : undefined;
}
