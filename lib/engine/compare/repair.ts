import type { Predicate } from '../../ir/index.ts';
import type { Random } from './random.ts';
import { type Assignment, satisfy } from './satisfy.ts';

/**
 * Changes an assignment where a predicate does not answer as wanted, and nowhere else: parts that do are left alone, so
 * that what another rule needs has a chance to stay. `holds` answers for the event as it was before.
 */
export function repair(
  predicate: Predicate,
  want: boolean,
  into: Assignment,
  random: Random,
  holds: (predicate: Predicate) => boolean,
): void {
  if (holds(predicate) === want) return;
  switch (predicate.op) {
    case 'not':
      repair(predicate.of, !want, into, random, holds);
      return;
    case 'all':
    case 'any': {
      const needsEach = (predicate.op === 'all') === want;
      const chosen = needsEach ? predicate.of : [random.pick(predicate.of)].filter(part => part !== undefined);
      for (const part of chosen) repair(part, want, into, random, holds);
      return;
    }
    default:
      satisfy(predicate, want, into, random);
  }
}
