import type { JsonValue } from '../event/index.ts';

/** A value as a person reads it: text as it is, lists with commas, objects as JSON; '' for nothing. */
export function showValue(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(showValue).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
