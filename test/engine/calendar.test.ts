import { describe, expect, it } from 'vitest';
import { createContext, emptySettings, parseCron } from '../../lib/engine/index.ts';

const windows = {
  office: { cron: '0 9 * * mon-fri', timeZone: 'Europe/Berlin', minutes: 480 },
  nightly: { cron: '30 2 * * *', timeZone: 'Europe/Berlin', minutes: 60 },
  weekend: { cron: '0 22 * * 5', timeZone: 'UTC', minutes: 3000 },
  hourly: { cron: '5 * * * *', timeZone: 'Europe/Berlin', minutes: 5 },
  either: { cron: '0 0 1 * sun', timeZone: 'UTC', minutes: 1 },
};
const context = createContext({ ...emptySettings, windows });

describe('calendar windows', () => {
  it.each([
    { name: 'begins with its first second', window: 'office', at: '2024-01-08T08:00:00Z', inside: true },
    { name: 'has not begun', window: 'office', at: '2024-01-08T07:59:59Z', inside: false },
    { name: 'ends before its last minute is over', window: 'office', at: '2024-01-08T16:00:00Z', inside: false },
    { name: 'follows summer time', window: 'office', at: '2024-07-08T07:00:00Z', inside: true },
    { name: 'not on Sunday', window: 'office', at: '2024-01-07T09:00:00Z', inside: false },
    // On 31 March 2024 Berlin goes from 02:00 to 03:00: 02:30 never comes, so the window begins at 03:00 (01:00 UTC).
    { name: 'a skipped start comes after the gap', window: 'nightly', at: '2024-03-31T01:00:00Z', inside: true },
    { name: 'and lasts as long', window: 'nightly', at: '2024-03-31T01:59:59Z', inside: true },
    { name: 'no longer', window: 'nightly', at: '2024-03-31T02:00:00Z', inside: false },
    // On 27 October 2024 it goes from 03:00 back to 02:00: 02:30 comes at 00:30 and at 01:30 UTC.
    { name: 'a start that comes twice: first', window: 'nightly', at: '2024-10-27T00:30:00Z', inside: true },
    { name: 'a start that comes twice: second', window: 'nightly', at: '2024-10-27T02:29:59Z', inside: true },
    { name: 'spans midnights', window: 'weekend', at: '2024-01-07T23:00:00Z', inside: true },
    { name: 'both days restricted is either: the date', window: 'either', at: '2024-05-01T00:00:30Z', inside: true },
    { name: 'both days restricted is either: the weekday', window: 'either', at: '2024-05-05T00:00:30Z', inside: true },
    { name: 'a window that is not configured', window: 'constructor', at: '2024-05-05T00:00:30Z', inside: false },
  ])('$name', ({ window, at, inside }) => {
    expect(context.isInWindow(window, Date.parse(at) * 1000)).toBe(inside);
  });

  it.each([
    { name: 'every night', from: '2024-01-08', until: '2024-01-10', starts: ['2024-01-08T01:30', '2024-01-09T01:30'] },
    { name: 'in the skipped hour, after it', from: '2024-03-31', until: '2024-04-01', starts: ['2024-03-31T01:00'] },
    {
      name: 'in the hour that comes twice, once',
      from: '2024-10-27',
      until: '2024-10-28',
      starts: ['2024-10-27T00:30'],
    },
  ])('what is started by the clock starts $name', ({ from, until, starts }) => {
    const found = context.windowStarts('nightly', Date.parse(from) * 1000, Date.parse(until) * 1000);
    expect(found.map(start => new Date(start / 1000).toISOString().slice(0, 16))).toEqual(starts);
  });

  it('what starts every hour starts in both of them', () => {
    const [from, until] = [Date.parse('2024-10-27T00:00Z') * 1000, Date.parse('2024-10-27T02:00Z') * 1000];
    expect(context.windowStarts('hourly', from, until)).toHaveLength(2);
  });

  it.each(['* * * *', '60 * * * *', '*/0 * * * *', 'x * * * *', '5-1 * * * *', '* * 0 * *', '* * * foo *'])(
    'refuses %s',
    line => expect(() => parseCron(line)).toThrow(/cron/),
  );

  it('reads lists, steps and names', () => {
    const cron = parseCron('0,30 8-18/5 * jan,DEC 7');
    const at = (text: string) => cron(Date.parse(text) / 60_000);
    expect(at('2024-12-01T13:30:00Z')).toBe(true);
    expect(at('2024-12-01T14:30:00Z')).toBe(false);
    expect(at('2024-11-03T13:30:00Z')).toBe(false);
  });
});
