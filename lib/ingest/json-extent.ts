/**
 * Where a JSON object or array that begins at `start` ends: the index after its closing bracket. Negative where it does
 * not close within `budget` bytes, or breaks a rule of JSON that is cheap to see (a control character inside a string):
 * then the number of bytes that were read to learn that, negated.
 */
export function jsonExtent(bytes: Uint8Array, start: number, budget: number): number {
  const stop = Math.min(bytes.length, start + Math.max(budget, 0));
  let depth = 0;
  let inString = false;
  for (let at = start; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
      else if (byte < 0x20) return start - at - 1;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth++;
    else if ((byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) && --depth === 0) return at + 1;
  }
  return start - stop - 1;
}

export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const OPEN_ARRAY = 0x5b;
export const CLOSE_ARRAY = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
