import { type JsonValue, type Micros, parseIsoMicros } from '../event/index.ts';

/** A time in whatever way a JSON log may state it: ISO text, or seconds, milli-, micro- or nanoseconds since 1970. */
export function timeOf(value: JsonValue | undefined): Micros | null {
  if (typeof value === 'number') return epochMicros(value);
  if (typeof value !== 'string' || value.length > 40) return null;
  if (/^\d{9,19}(?:\.\d{1,9})?$/.test(value)) return epochTextMicros(value);
  return parseIsoMicros(value.trim());
}

/** Which unit is meant follows from the size: the bounds are the year 1973 in one unit and 5138 in the one before. */
export function epochMicros(number: number): Micros | null {
  if (!Number.isFinite(number) || number < 1e8) return null;
  if (number < 1e11) return Math.round(number * 1e6);
  if (number < 1e14) return Math.round(number * 1e3);
  if (number < LAST_MICROS) return Math.round(number);
  if (number < 1e17) return null;
  return number < 9.3e18 ? Math.floor(number / 1e3) : null;
}

/** Nanoseconds do not fit a number, so their last three digits are cut off as text. */
export function epochTextMicros(digits: string): Micros | null {
  return /^\d{18,19}$/.test(digits) ? Number(digits.slice(0, -3)) : epochMicros(Number(digits));
}

/** The year 2255, up to which microseconds are exact. */
const LAST_MICROS = Number.MAX_SAFE_INTEGER;
