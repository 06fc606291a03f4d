import { didYouMean } from '../language/text/index.ts';
import { complain, isEmpty, mismatch, type Shape } from './shape.ts';

/** Five fields of crontab(5), checked for what each may hold. */
export const cronField: Shape<string> = {
  schema: { type: 'string' },
  fallback: '* * * * *',
  read: (node, report) => {
    const source = node.kind === 'scalar' && typeof node.value === 'string' ? node.value.trim() : null;
    if (source === null) {
      mismatch(report, node, 'five cron fields, such as "30 2 * * 1-5"');
      return '* * * * *';
    }
    const problem = cronProblem(source);
    if (problem !== null) complain(report, 'config-cron', `"${source}": ${problem}`, node.span, cronHint);
    return source;
  },
};

/** An IANA name that this Node knows; UTC where none is given. */
export const timeZoneName: Shape<string> = {
  schema: { type: 'string', default: 'UTC' },
  fallback: 'UTC',
  read: (node, report) => {
    if (isEmpty(node)) return 'UTC';
    const name = node.kind === 'scalar' ? node.source : '';
    if (isTimeZone(name)) return name;
    const message = `unknown time zone "${name}"${didYouMean(name, Intl.supportedValuesOf('timeZone'))}`;
    complain(report, 'config-time-zone', message, node.span, 'an IANA name such as Europe/Prague');
    return 'UTC';
  },
};

const cronHint = 'minute hour day-of-month month day-of-week, each *, a number, a range, a list or a step (*/15)';

interface CronPart {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names that stand for the numbers from `least` on. */
  readonly names: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const parts: readonly CronPart[] = [
  { name: 'minute', least: 0, most: 59, names: [] },
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of month', least: 1, most: 31, names: [] },
  { name: 'month', least: 1, most: 12, names: months },
  { name: 'day of week', least: 0, most: 7, names: days },
];

function cronProblem(source: string): string | null {
  const fields = source.split(/\s+/);
  if (fields.length !== parts.length) return `found ${fields.length} fields instead of five`;
  const wrong = parts.findIndex((part, index) => !(fields[index] ?? '').split(',').every(item => fits(item, part)));
  return wrong === -1 ? null : `"${fields[wrong]}" is no ${parts[wrong]?.name}`;
}

function fits(item: string, part: CronPart): boolean {
  const [range = '', step, ...more] = item.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*') return true;
  const ends = range.split('-').map(end => position(end, part));
  const [from = Number.NaN, to = from] = ends;
  return ends.length <= 2 && from >= part.least && to <= part.most && from <= to;
}

function position(text: string, part: CronPart): number {
  const named = part.names.indexOf(text.toLowerCase());
  if (named !== -1) return named + part.least;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
