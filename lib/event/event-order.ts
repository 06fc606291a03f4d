import type { LogEvent } from './log-event.ts';

/** The order of DESIGN §6.2: time, then the source's own sequence, then id. */
export function compareEvents(
  a: Pick<LogEvent, 'time' | 'sequence' | 'id'>,
  b: Pick<LogEvent, 'time' | 'sequence' | 'id'>,
): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.sequence !== b.sequence) return a.sequence - b.sequence;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
