import { type JsonValue, type Micros, parseIsoMicros } from '../../event/index.ts';
import type { Callable } from './callable.ts';

const DAY_MILLIS = 86_400_000;
/** The span in which a JavaScript Date is one. */
const FARTHEST_MILLIS = 8.64e15;

export const times = {
  second: onDate(date => date.getUTCSeconds()),
  minute: onDate(date => date.getUTCMinutes()),
  hour: onDate(date => date.getUTCHours()),
  day: onDate(date => date.getUTCDate()),
  weekday: onDate(date => date.getUTCDay()),
  'year-day': onDate(date => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MILLIS) + 1),
  week: onDate(isoWeek),
  month: onDate(date => date.getUTCMonth() + 1),
  year: onDate(date => date.getUTCFullYear()),
  'start-of': ([time, unit]) => {
    const date = dateOf(time);
    const start = date === null || typeof unit !== 'string' ? null : startOf(date, unit);
    return start === null ? undefined : start * 1000;
  },
} satisfies Record<string, Callable>;

/** Microseconds of a time argument; null where it is none. */
export function timeOf(value: JsonValue | undefined): Micros | null {
  if (typeof value === 'string') return parseIsoMicros(value);
  return typeof value === 'number' && Math.abs(value) <= FARTHEST_MILLIS * 1000 ? Math.floor(value) : null;
}

function onDate(make: (date: Date) => number): Callable {
  return ([time]) => {
    const date = dateOf(time);
    return date === null ? undefined : make(date);
  };
}

function dateOf(value: JsonValue | undefined): Date | null {
  const time = timeOf(value);
  return time === null ? null : new Date(Math.floor(time / 1000));
}

/** The week that holds the year's first Thursday is week 1; weeks begin on Monday. */
function isoWeek(date: Date): number {
  const midnight = Math.floor(date.getTime() / DAY_MILLIS) * DAY_MILLIS;
  const thursday = midnight + (4 - (date.getUTCDay() || 7)) * DAY_MILLIS;
  const newYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return Math.floor((thursday - newYear) / DAY_MILLIS / 7) + 1;
}

function startOf(date: Date, unit: string): number | null {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit) {
    case 'day':
      return Date.UTC(year, month, day);
    case 'week':
      return Date.UTC(year, month, day - date.getUTCDay());
    case 'month':
      return Date.UTC(year, month, 1);
    case 'year':
      return Date.UTC(year, 0, 1);
    default:
      return null;
  }
}
