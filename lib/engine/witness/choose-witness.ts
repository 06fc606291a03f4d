import type { Predicate } from '../../ir/index.ts';
import { conditions, type Group } from './conditions.ts';
import { isCheap } from './rarity.ts';

/** By which of its necessary conditions a predicate is found in the index. */
export interface Witness {
  /** All must be hit. None: the predicate must be asked wherever its scopes hold. */
  readonly groups: readonly Group[];
  /** Conditions on fields that route events: each must hold, and none is looked for again. */
  readonly scopes: readonly Group[];
  /**
   * Bits of the parts of the predicate (of an `all`; else it is one part) that hold once the groups were hit by strings,
   * so that they need not be asked again.
   */
  readonly covered: number;
}

/** A group, and the bit of the part of the predicate that it proves, or 0. */
export interface Candidate {
  readonly group: Group;
  readonly covers: number;
}

/** Everything that must hold wherever the predicate does. */
export function candidatesOf(predicate: Predicate): readonly Candidate[] {
  return partsOf(predicate).flatMap((part, at) => {
    const { groups, isWhole } = conditions(part);
    // Two groups of one part prove it together, which nobody keeps count of.
    const covers = isWhole && groups.length === 1 && at < MOST_PARTS ? 1 << at : 0;
    return groups.map(group => ({ group, covers }));
  });
}

/** `scopeOf` names the field by which events are routed, where the group is a condition on one. */
export function chooseWitness(candidates: readonly Candidate[], scopeOf: (group: Group) => string | null): Witness {
  const scopes = new Map<string, Candidate>();
  const others: Candidate[] = [];
  for (const candidate of candidates) {
    const field = scopeOf(candidate.group);
    if (field === null) others.push(candidate);
    else if (!isNarrower(scopes.get(field), candidate)) scopes.set(field, candidate);
  }
  const sorted = others.sort((a, b) => a.group.likelihood - b.group.likelihood);
  const [rarest] = sorted;
  // What is dear to look for must be much rarer than what is not.
  const cheap = sorted.find(({ group }) => isCheap(group) && isNear(group, rarest));
  const first = cheap ?? rarest;
  const isCommon = (first?.group.likelihood ?? 0) > RARE_ENOUGH;
  const further = sorted.filter(
    candidate => candidate !== first && candidate.group.likelihood < 1 && (isCommon || isCheap(candidate.group)),
  );
  const worthIt = further.filter(({ group }) => isNear(group, first));
  const chosen = first === undefined ? [] : [first, ...worthIt.slice(0, MOST_GROUPS - 1)];
  return {
    groups: chosen.map(({ group }) => group),
    scopes: [...scopes.values()].map(({ group }) => group),
    covered: [...chosen, ...scopes.values()].reduce((bits, { covers }) => bits | covers, 0),
  };
}

/** Of two conditions on one field, one is enough to route by. */
function isNarrower(known: Candidate | undefined, other: Candidate): boolean {
  return known !== undefined && known.group.literals.length <= other.group.literals.length;
}

function isNear({ likelihood }: Group, rarest: Candidate | undefined): boolean {
  return likelihood < (rarest?.group.likelihood ?? 0) * WORTH_ANOTHER;
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
/** What is found more often than this is worth a dear look for something else. */
const RARE_ENOUGH = 0.02;
/** As many as there are bits that stay positive. */
const MOST_PARTS = 31;
