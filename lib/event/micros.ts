/** Microseconds since 1970-01-01T00:00:00Z, as a safe integer (good until the year 2255). */
export type Micros = number;

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * ISO 8601 text to microseconds; fractions beyond the sixth digit are cut. A stamp without a zone is UTC.
 * Returns null where the text is no such time.
 */
export function parseIsoMicros(text: string): Micros | null {
  return plainMicros(text) ?? isoMicros(text);
}

function isoMicros(text: string): Micros | null {
  const found = ISO.exec(text);
  if (found === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0', fraction = '', zone = 'Z'] = found;
  const millis = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
  if (Number.isNaN(millis) || +month > 12 || +day > 31 || +hour > 24 || +minute > 59) return null;
  const micros = millis * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
  return micros - zoneOffsetMinutes(zone) * 60_000_000;
}

/**
 * The spelling that nearly every log has, `2026-11-21T08:05:00.123Z` with up to six digits of fraction or none and with
 * `Z` or nothing behind it, read a digit at a time: every event states a time, and the expression costs ten times as
 * much. Null where the text is spelt otherwise.
 */
function plainMicros(text: string): Micros | null {
  const { length } = text;
  const end = text.charCodeAt(length - 1) === UPPER_Z ? length - 1 : length;
  if (end < 19 || end > 26 || end === 20) return null;
  const between = text.charCodeAt(10);
  if (between !== UPPER_T && between !== BLANK) return null;
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return null;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return null;
  if (end > 19 && text.charCodeAt(19) !== POINT) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const fraction = end > 19 ? digits(text, 20, end) : 0;
  // Not a number where any of them is none; years before 100 mean others to Date.UTC, so they are left to the expression.
  if (!(year >= 100 && month <= 12 && day <= 31 && hour <= 24 && minute <= 59 && second >= 0 && fraction >= 0))
    return null;
  return Date.UTC(year, month - 1, day, hour, minute, second) * 1000 + fraction * (TENS[26 - Math.max(end, 20)] ?? 0);
}

/** What a fraction that lacks so many digits of six is multiplied by. */
const TENS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

const UPPER_Z = 0x5a;
const UPPER_T = 0x54;
const BLANK = 0x20;
const DASH = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const ZERO = 0x30;

/** NaN where one of them is no digit. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
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
