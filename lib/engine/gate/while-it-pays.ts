import type { Gate } from './gate.ts';

/** To look costs about a fifth of what reading does, so it should spare more than one log in three. */
const MOST_PASSED = 2 / 3;
/** So many logs are looked at before it is known, and so many let pass before the gate looks again. */
const LOOKED_AT = 512;
const LET_PASS = 8_192;

/** Lets all pass for a while where most would pass. What it keeps back is the same: what cannot match. */
export function whileItPays(gate: Gate): Gate {
  let looked = 0;
  let passed = 0;
  let resting = 0;
  return text => {
    if (resting > 0) {
      resting -= 1;
      return true;
    }
    if (looked === LOOKED_AT) {
      const pays = passed <= looked * MOST_PASSED;
      looked = 0;
      passed = 0;
      if (!pays) resting = LET_PASS;
    }
    const mayMatch = gate(text);
    looked += 1;
    if (mayMatch) passed += 1;
    return mayMatch;
  };
}
