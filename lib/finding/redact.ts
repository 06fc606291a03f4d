import { isObject, type JsonObject, type JsonValue } from '../event/index.ts';
import { redactCommand } from './redact-command.ts';
import { redactKeyed } from './redact-keyed.ts';
import { redactTokens } from './redact-token.ts';
import { redactUris } from './redact-uri.ts';
import { redacted } from './redacted.ts';
import { isSecretKey } from './secret-key.ts';

/**
 * Text without the secrets that people put into command lines, SQL, connection strings and headers.
 *
 * Each pass finds where a secret begins by a pattern without nested repetition and walks to its end by hand, so the work
 * grows with the text and no text makes it slow. In doubt it takes too much: a finding that lost a word is still read,
 * a password in a mailbox is a leak. `context` is what else is known about the event: `-pX` is a password where a
 * database client is named.
 */
export function redact(text: string, context = text): string {
  if (text.length < 3) return text;
  return redactCommand(redactKeyed(redactUris(redactTokens(text))), context);
}

/** The same for a structure: by key (`masterUserPassword`), and by the argument before it (`["--password", "x"]`). */
export function redactValue(value: JsonValue, context: string): JsonValue {
  if (typeof value === 'string') return redact(value, context);
  if (Array.isArray(value)) return redactArguments(value, context);
  if (!isObject(value)) return value;
  return redactObject(value, context);
}

export function redactObject(fields: JsonObject, context: string): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      redact(key, context),
      isSecretKey(key) && isSecretValue(value) ? redacted : redactValue(value, context),
    ]),
  );
}

function redactArguments(members: readonly JsonValue[], context: string): JsonValue[] {
  let hidesNext = false;
  return members.map(member => {
    const hidden = hidesNext && typeof member === 'string' && !member.startsWith('-');
    hidesNext = typeof member === 'string' && redact(`${member} x`, context) === `${member} ${redacted}`;
    return hidden ? redacted : redactValue(member, context);
  });
}

/** A flag or a count under a secret's name (`"password": true`) is no secret, and an object is looked into instead. */
function isSecretValue(value: JsonValue): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || Array.isArray(value);
}
