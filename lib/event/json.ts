export type JsonScalar = string | number | boolean | null;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [name: string]: JsonValue;
}
/** Any value that a parsed log can hold. `undefined` is never one: it means that a field is missing. */
export type JsonValue = JsonScalar | JsonArray | JsonObject;

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
