import { isObject, type JsonValue } from '../event/index.ts';
import type { Finding } from '../finding/index.ts';

/**
 * A finding shows its correlation key as texts. Which values these were is not in it; all that look so are offered, and
 * the finding's id, a hash of them, tells which it was.
 */
export function keysShownBy({ entity }: Finding, names: readonly string[]): readonly (readonly JsonValue[])[] {
  return names.reduce<readonly (readonly JsonValue[])[]>(
    (keys, name) => keys.flatMap(key => valuesShownAs(entity[name] ?? '').map(value => [...key, value])),
    [[]],
  );
}

function valuesShownAs(text: string): readonly JsonValue[] {
  if (text === '') return [null, ''];
  try {
    const value: JsonValue = JSON.parse(text);
    return isObject(value) ? [text] : [text, value];
  } catch {
    return [text];
  }
}
