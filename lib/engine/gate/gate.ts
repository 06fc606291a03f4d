import type { GatePlan } from './gate-plan.ts';
import { gramSearch } from './gram-search.ts';

/** May one of the predicates hold for the log that this text spells? A no is sure. */
export type Gate = (text: string) => boolean;

export function createGate({ literals, needs }: GatePlan): Gate {
  const search = gramSearch([...literals.keys()]);
  const meets = [...literals.values()];
  const met = new Int32Array(needs.length);
  let touched: number[] = [];
  let buffer = Buffer.alloc(8_192);
  let view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);

  const hit = (literal: number): boolean => {
    for (const { predicate, bit } of meets[literal] ?? []) {
      const now = (met[predicate] ?? 0) | bit;
      if (now === needs[predicate]) return true;
      met[predicate] = now;
      touched.push(predicate);
    }
    return false;
  };

  return text => {
    if (text.length > LONGEST || text.includes(CODE_ESCAPE)) return true;
    if (text.length > buffer.length) {
      buffer = Buffer.alloc(text.length * 2);
      view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
    }
    // Letters beyond ASCII take more bytes than one; some of them fold to ASCII, so that the text would have to be folded.
    if (buffer.write(text, 0, 'utf8') !== text.length) return true;
    if (touched.length > 0) {
      for (const predicate of touched) met[predicate] = 0;
      touched = [];
    }
    return search(view, text.length, hit);
  };
}

const CODE_ESCAPE = '\\u';
/** Longer logs are so few that they may as well be read. */
const LONGEST = 1_048_576;
