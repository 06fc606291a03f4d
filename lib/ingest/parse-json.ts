import { isObject, type JsonObject, type JsonValue } from '../event/index.ts';

/**
 * Deeper records are kept as text. No log source nests nearly as deep, and whoever walks a record may then do so by
 * plain recursion without fear for the stack.
 */
export const MAX_DEPTH = 200;

/** The JSON value that the text spells, or undefined where it spells none, or one nested too deep. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue; // JSON.parse returns nothing but JSON values
    return mayBeTooDeep(text) && isDeeper(value, MAX_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** The JSON object that the text spells, or null. Cheap for text that cannot be one. */
export function parseJsonObject(text: string): JsonObject | null {
  if (!/^\s*\{/.test(text)) return null;
  const value = parseJson(text);
  return isObject(value) ? value : null;
}

/** False for nearly every log, at the price of finding its brackets. */
function mayBeTooDeep(text: string): boolean {
  if (text.length < 2 * MAX_DEPTH) return false;
  return occurrences(text, '{') + occurrences(text, '[') > MAX_DEPTH;
}

function occurrences(text: string, bracket: string): number {
  let count = 0;
  for (let at = text.indexOf(bracket); at >= 0 && count <= MAX_DEPTH; at = text.indexOf(bracket, at + 1)) count++;
  return count;
}

/** The parser does not mind depth; looking at what it made is cheaper than looking at every letter before. */
function isDeeper(value: JsonValue, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some(inner => isDeeper(inner, depth - 1));
}
