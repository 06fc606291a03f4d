import type { Micros } from '../event/index.ts';
import { type CronLine, parseCron } from './cron.ts';
import type { CalendarWindow } from './rule-bundle.ts';

const MINUTE = 60_000_000;
/** Every zone's changes of offset since 1970 have fallen on a quarter hour. */
const QUARTER_MINUTES = 15;
/** Bounds a calendar's memory: more than a year of quarter hours. */
const MOST_OFFSETS = 40_000;
/** Clocks are set back by an hour mostly, and by three at most in living memory. */
const LONGEST_CHANGE = 180;
/** A week of minutes: events come close together, and each minute is worked out once. */
const MOST_MINUTES = 10_080;

/**
 * Does a time lie inside [start, start + minutes) of any start that the cron line names? Reads the zone's wall clock
 * minute by minute, backwards from the time asked. A start in an hour that summer time skips is taken at the first minute
 * after it, as cron does. One in an hour that comes twice opens the window twice, since the wall clock shows it twice; but what
 * is started by it is started once, as cron does, unless its line names every hour.
 */
export function calendar(window: CalendarWindow): Calendar {
  const cron = parseCron(window.cron);
  const offset = zoneOffsets(window.timeZone);
  const isHourly = window.cron.trim().split(/\s+/)[1]?.startsWith('*') === true;
  const inside = new Map<number, boolean>();
  return {
    contains: time => {
      const last = Math.floor(time / MINUTE);
      const known = inside.get(last);
      if (known !== undefined) return known;
      if (inside.size >= MOST_MINUTES) inside.clear();
      let found = false;
      for (let minute = last; minute > last - window.minutes && !found; minute -= 1) {
        found = startsAt(minute, cron, offset);
      }
      inside.set(last, found);
      return found;
    },
    starts: (from, until) => {
      const found: Micros[] = [];
      for (let minute = Math.ceil(from / MINUTE); minute * MINUTE < until; minute += 1) {
        if (!startsAt(minute, cron, offset)) continue;
        if (isHourly || !isRepeated(minute, offset)) found.push(minute * MINUTE);
      }
      return found;
    },
  };
}

export interface Calendar {
  readonly contains: (time: Micros) => boolean;
  /** Every start from a time until before another, at which something that starts by the clock does. */
  readonly starts: (from: Micros, until: Micros) => readonly Micros[];
}

type Offsets = (utcMinute: number) => number;

function startsAt(minute: number, cron: CronLine, offset: Offsets): boolean {
  const wall = minute + offset(minute);
  const before = minute - 1 + offset(minute - 1);
  for (let skipped = before + 1; skipped < wall; skipped += 1) if (cron(skipped)) return true;
  return cron(wall);
}

/** Has the wall clock shown this minute before, because it was set back since? */
function isRepeated(minute: number, offset: Offsets): boolean {
  const now = offset(minute);
  for (let back = QUARTER_MINUTES; back <= LONGEST_CHANGE; back += QUARTER_MINUTES) {
    const before = offset(minute - back);
    if (before - now === back) return true;
  }
  return false;
}

/** The zone's offset from UTC, in minutes, at a minute since 1970. */
function zoneOffsets(timeZone: string): Offsets {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const known = new Map<number, number>();
  return minute => {
    const quarter = Math.floor(minute / QUARTER_MINUTES);
    const found = known.get(quarter);
    if (found !== undefined) return found;
    const at = quarter * QUARTER_MINUTES;
    const parts = new Map(format.formatToParts(at * 60_000).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / 60_000;
    if (known.size >= MOST_OFFSETS) known.clear();
    known.set(quarter, wall - at);
    return wall - at;
  };
}
