import { isObject, type JsonArray, type JsonObject, type JsonValue } from './json.ts';

/**
 * Reads a dotted name from a record. At every level the longest literal key is tried first, so Falco's `proc.aname[2]`
 * and half-flattened documents (`{"process": {"parent.name": …}}`) are found as well as nested ones.
 * An array of objects on the way gives the array of what its members hold (Elasticsearch's flattening).
 * Only own properties count: `__proto__` and `constructor` are names like any other.
 */
export function readPath(record: JsonObject, name: string): JsonValue | undefined {
  if (Object.hasOwn(record, name)) return record[name];
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const head = name.slice(0, dot);
    if (!Object.hasOwn(record, head)) continue;
    const found = descend(record[head], name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function descend(value: JsonValue | undefined, rest: string): JsonValue | undefined {
  if (isObject(value)) return readPath(value, rest);
  if (Array.isArray(value)) return flatten(value as JsonArray, rest);
  return undefined;
}

function flatten(members: JsonArray, rest: string): JsonValue | undefined {
  const found: JsonValue[] = [];
  for (const member of members) {
    const value = descend(member, rest);
    if (Array.isArray(value)) found.push(...(value as JsonArray));
    else if (value !== undefined) found.push(value);
  }
  return found.length === 0 ? undefined : found;
}
