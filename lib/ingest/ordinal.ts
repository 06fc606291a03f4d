import type { Unwrapped } from './expand.ts';

/** Gives each log its number among those of its record that nothing else tells apart. */
export type Ordinal = (log: Unwrapped) => number;

/** CloudWatch's id tells logs apart, unless one log event held several; without an id the text does. */
export function recordOrdinals(): Ordinal {
  const sampled = new Map<number, Same[]>();
  const others = new Map<string, number>();
  return log => {
    const sameness = log.cloudWatchId === '' ? log.text : log.cloudWatchId;
    const key = sample(sameness);
    const alike = sampled.get(key);
    const known = alike?.find(({ text }) => text === sameness);
    if (known !== undefined) return known.count++;
    if (alike === undefined) sampled.set(key, [{ text: sameness, count: 1 }]);
    else if (alike.length < MOST_ALIKE) alike.push({ text: sameness, count: 1 });
    else {
      const count = others.get(sameness) ?? 0;
      others.set(sameness, count + 1);
      return count;
    }
    return 0;
  };
}

/** Past so many texts with one sample, the sample tells them no better apart than a walk through all of them. */
const MOST_ALIKE = 8;

interface Same {
  readonly text: string;
  count: number;
}

/** Letters that differ between most logs of one source. To hash all of each text would cost a tenth of parsing it. */
const SAMPLED = 24;

function sample(text: string): number {
  const stride = Math.max(1, Math.floor(text.length / SAMPLED));
  let hash = text.length;
  for (let at = text.length - 1; at >= 0; at -= stride) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
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
