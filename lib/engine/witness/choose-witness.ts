import type { Predicate } from '../../ir/index.ts';
import { conditions, type Group } from './conditions.ts';

/** By which of its necessary conditions a predicate is found in the index. */
export interface Witness {
  /** All must be hit. None: the predicate must be asked every time. */
  readonly groups: readonly Group[];
  /**
   * Bits of the parts of the predicate (of an `all`; else it is one part) that hold once the groups were hit by strings,
   * so that they need not be asked again.
   */
  readonly covered: number;
}

export function chooseWitness(predicate: Predicate): Witness {
  const parts = partsOf(predicate);
  const candidates = parts.flatMap((part, at) => {
    const { groups, isWhole } = conditions(part);
    return groups.map(group => ({ group, covers: isWhole && at < MOST_PARTS ? 1 << at : 0 }));
  });
  const [rarest, ...others] = candidates.sort((a, b) => a.group.likelihood - b.group.likelihood);
  if (rarest === undefined) return { groups: [], covered: 0 };
  const isWorth = ({ likelihood }: Group): boolean =>
    likelihood < 1 && likelihood < rarest.group.likelihood * WORTH_ANOTHER;
  const chosen = [rarest, ...others.filter(({ group }) => isWorth(group)).slice(0, MOST_GROUPS - 1)];
  return {
    groups: chosen.map(({ group }) => group),
    covered: chosen.reduce((bits, { covers }) => bits | covers, 0),
  };
}

/** What is left to ask of a predicate whose `covered` parts are known to hold. */
export function residual(predicate: Predicate, covered: number): Predicate {
  const left = partsOf(predicate).filter((_, at) => at >= MOST_PARTS || ((covered >>> at) & 1) === 0);
  const [only] = left;
  if (only === undefined) return { op: 'always' };
  return left.length === 1 ? only : { op: 'all', of: left };
}

function partsOf(predicate: Predicate): readonly Predicate[] {
  return predicate.op === 'all' ? predicate.of : [predicate];
}

/** A further group costs a step for each of its hits, and saves some of our evaluations, each a hundred times dearer. */
const WORTH_ANOTHER = 50;
const MOST_GROUPS = 3;
/** As many as there are bits that stay positive. */
const MOST_PARTS = 31;
