import { isObject, type JsonArray, type JsonValue } from '../event/index.ts';

/** An array's members, nested arrays opened; of anything else, itself. A stack of our own: records may be deep. */
export function members(value: JsonValue): readonly JsonValue[] {
  if (!Array.isArray(value)) return [value];
  const found: JsonValue[] = [];
  const stack: JsonValue[] = [value];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (Array.isArray(top)) for (let at = top.length - 1; at >= 0; at -= 1) stack.push((top as JsonArray)[at] ?? null);
    else found.push(top);
  }
  return found;
}

/** Whether Elasticsearch would index it: null is nothing to index, nor is an array of nothing but null. */
export function isIndexed(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  return !Array.isArray(value) || members(value).some(member => member !== null);
}

/** Every scalar in a record, at any depth; names are not values. */
export function leaves(value: JsonValue): readonly JsonValue[] {
  const found: JsonValue[] = [];
  const stack: JsonValue[] = [value];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (Array.isArray(top)) for (const member of top) stack.push(member);
    else if (isObject(top)) for (const inner of Object.values(top)) stack.push(inner);
    else found.push(top);
  }
  return found;
}
