import { isObject, type JsonObject, type JsonValue } from '../event/index.ts';

/**
 * Deeper records are kept as text. No log source nests nearly as deep, and whoever walks a record may then do so by
 * plain recursion without fear for the stack.
 */
export const MAX_DEPTH = 200;

/** The JSON value that the text spells, or undefined where it spells none, or one nested too deep. */
export function parseJson(text: string): JsonValue | undefined {
  if (mayBeTooDeep(text) && depthOf(text) > MAX_DEPTH) return undefined;
  try {
    return JSON.parse(text) as JsonValue; // JSON.parse returns nothing but JSON values
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

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 0x5c) at++;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (char === 0x7d || char === 0x5d) depth--;
  }
  return deepest;
}
