/** Microseconds since 1970-01-01T00:00:00Z, as a safe integer (good until the year 2255). */
export type Micros = number;

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * ISO 8601 text to microseconds; fractions beyond the sixth digit are cut. A stamp without a zone is UTC.
 * Returns null where the text is no such time.
 */
export function parseIsoMicros(text: string): Micros | null {
  const found = ISO.exec(text);
  if (found === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0', fraction = '', zone = 'Z'] = found;
  const millis = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
  if (Number.isNaN(millis) || +month > 12 || +day > 31 || +hour > 24 || +minute > 59) return null;
  const micros = millis * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
  return micros - zoneOffsetMinutes(zone) * 60_000_000;
}

/** Microseconds to ISO 8601 in UTC, with six digits of fraction only where the last three are not zero. */
export function microsToIso(micros: Micros): string {
  const millis = Math.floor(micros / 1000);
  const rest = micros - millis * 1000;
  const iso = new Date(millis).toISOString();
  return rest === 0 ? iso : `${iso.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

function zoneOffsetMinutes(zone: string): number {
  const found = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (found === null) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
  return found[1] === '-' ? -minutes : minutes;
}
