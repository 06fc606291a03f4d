/** Does this wall-clock minute (minutes since 1970 as the wall shows them) fit the line? */
export type CronLine = (wallMinute: number) => boolean;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Five fields as in crontab(5): lists, ranges, steps, names; 7 is Sunday; both days restricted means either. */
export function parseCron(line: string): CronLine {
  const fields = line.trim().split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  if (fields.length !== 5) throw new Error(`cron "${line}" has ${fields.length} fields; it takes five`);
  const minutes = parseField(minute, 0, 59, []);
  const hours = parseField(hour, 0, 23, []);
  const days = parseField(day, 1, 31, []);
  const months = parseField(month, 1, 12, MONTHS);
  const weekdays = parseField(weekday, 0, 7, DAYS);
  if (weekdays.has(7)) weekdays.add(0);
  const eitherDay = !day.startsWith('*') && !weekday.startsWith('*');
  return wallMinute => {
    const wall = new Date(wallMinute * 60_000);
    if (!minutes.has(wall.getUTCMinutes()) || !hours.has(wall.getUTCHours())) return false;
    if (!months.has(wall.getUTCMonth() + 1)) return false;
    const byDate = days.has(wall.getUTCDate());
    const byWeekday = weekdays.has(wall.getUTCDay());
    return eitherDay ? byDate || byWeekday : byDate && byWeekday;
  };
}

function parseField(text: string, least: number, most: number, names: readonly string[]): Set<number> {
  const fits = new Set<number>();
  for (const item of text.toLowerCase().split(',')) {
    const found = /^(\*|([a-z]{3}|\d+)(?:-([a-z]{3}|\d+))?)(?:\/(\d+))?$/.exec(item);
    const [, range = '', from = '', to, step] = found ?? [];
    const low = range === '*' ? least : position(from, names, least);
    const high = range === '*' || (to === undefined && step !== undefined) ? most : position(to ?? from, names, least);
    const by = Number(step ?? 1);
    if (found === null || !(low >= least && high <= most && low <= high && by >= 1)) {
      throw new Error(`cron field "${text}" is not one of ${least} to ${most}, with , - / or *`);
    }
    for (let at = low; at <= high; at += by) fits.add(at);
  }
  return fits;
}

function position(text: string, names: readonly string[], least: number): number {
  if (/^\d+$/.test(text)) return Number(text);
  const at = names.indexOf(text);
  // Months are counted from 1, days of the week from 0.
  return at < 0 ? Number.NaN : at + (least === 1 ? 1 : 0);
}
