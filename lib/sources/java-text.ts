import { isObject, type JsonArray, type JsonValue } from '../event/index.ts';

/**
 * An object as Java prints a map: `{attributeName=restore, valuesToAdd=[all]}`. Published rules search CloudTrail's
 * parameters in this spelling, since Elastic's pipeline stores them so.
 */
export function javaText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${(value as JsonArray).map(javaText).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).map(([name, member]) => `${name}=${javaText(member)}`);
  return `{${entries.join(', ')}}`;
}
