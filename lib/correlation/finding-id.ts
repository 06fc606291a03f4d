import { createHash } from 'node:crypto';
import { isObject, type JsonValue } from '../event/index.ts';

/** Same rule, same parts: same id, wherever and whenever it is made. Keyed by rule id alone, so two versions agree. */
export function findingId(rule: string, ...parts: readonly JsonValue[]): string {
  return hashText(canonicalText([rule, ...parts]));
}

/** 128 bits of SHA-256, in hexadecimal. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** JSON with sorted names, so that equal values have equal texts. */
export function canonicalText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map(name => `${JSON.stringify(name)}:${canonicalText(value[name] ?? null)}`).join(',')}}`;
}
