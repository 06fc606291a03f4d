import type { Unwrapped } from './expand.ts';

/** Gives each log its number among those of its record that nothing else tells apart. */
export type Ordinal = (log: Unwrapped) => number;

/** CloudWatch's id tells logs apart, unless one log event held several; without an id the text does. */
export function recordOrdinals(): Ordinal {
  const seen = new Map<string, number>();
  return log => {
    const sameness = log.cloudWatchId === '' ? log.text : log.cloudWatchId;
    const count = seen.get(sameness) ?? 0;
    seen.set(sameness, count + 1);
    return count;
  };
}

/** In a file the line tells logs apart, so only those that begin on one line are compared, and memory stays small. */
export function lineOrdinals(): Ordinal {
  let line = 0;
  let first: Unwrapped | null = null;
  let ordinal: Ordinal | null = null;
  return log => {
    const isAlone = log.origin.line !== line || first === null;
    if (isAlone) {
      line = log.origin.line;
      first = log;
      ordinal = null;
    } else if (ordinal === null && first !== null) {
      ordinal = recordOrdinals();
      ordinal(first);
    }
    const number = isAlone || ordinal === null ? 0 : ordinal(log);
    return log.cloudWatchId === '' ? line * LINE_STRIDE + number : number;
  };
}

/** Room for the identical logs of one line; should one hold more, two logs of a file might pass for one. */
const LINE_STRIDE = 65_536;
