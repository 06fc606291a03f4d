import type { EventKind } from '../event/index.ts';
import { type Detection, type FieldRef, type Input, legs, type Predicate, type Rule } from '../ir/index.ts';
import { outcomes } from './outcomes.ts';
import { isRouted } from './route.ts';
import { wildcard } from './row.ts';

/** Whether any kind of event can ever make a rule fire, and what they all lack. */
export interface FieldGap {
  /** False: no event of these kinds can satisfy the rule, because fields that it needs never come. */
  readonly isEvaluable: boolean;
  /** Sources under which it can fire (for rules of several legs: under which some leg can). */
  readonly sources: readonly string[];
  /** As the author wrote them: fields that no kind under the rule's routes has, in order of mention. */
  readonly missing: readonly string[];
}

/**
 * Looks only at which fields can be there, never at values: a rule is not evaluable where its predicate is false however
 * the fields that do come are filled. `knowsRule` answers for the inner rules of a chain.
 */
export function unsuppliedFields(
  rule: Rule,
  kinds: readonly EventKind[],
  knowsRule: (id: string) => boolean = () => true,
): FieldGap {
  const sources = new Set<string>();
  const lacking = new Map<string, boolean>();
  const canFire = legs(rule.detection).map(({ from }) => {
    if (from.kind === 'rule') return knowsRule(from.rule);
    const routed = kinds.filter(kind => isRouted(from.route, kind));
    const firing = routed.filter(kind => canBeTrue(from.where, kind, lacking));
    for (const { source } of firing) sources.add(source);
    return firing.length > 0;
  });
  return { isEvaluable: detectionCanFire(rule.detection, canFire), sources: [...sources], missing: missingIn(lacking) };
}

/** The same for one predicate alone, whatever its route. */
export function unsuppliedFieldsOf(where: Predicate, kinds: readonly EventKind[]): FieldGap {
  const lacking = new Map<string, boolean>();
  const firing = kinds.filter(kind => canBeTrue(where, kind, lacking));
  const sources = [...new Set(firing.map(({ source }) => source))];
  return { isEvaluable: firing.length > 0, sources, missing: missingIn(lacking) };
}

/** Notes in `lacking`, for every field asked for, whether all kinds so far lacked it. */
function canBeTrue(where: Predicate, kind: EventKind, lacking: Map<string, boolean>): boolean {
  const canSupply = (field: FieldRef): boolean => {
    const supplied = has(kind, field);
    lacking.set(field.field, (lacking.get(field.field) ?? true) && !supplied);
    return supplied;
  };
  return outcomes(where, { canSupply, canSupplyLike: pattern => hasLike(kind, pattern) }).canBeTrue;
}

function missingIn(lacking: ReadonlyMap<string, boolean>): readonly string[] {
  return [...lacking].filter(([, isMissing]) => isMissing).map(([field]) => field);
}

/** Could an event of this kind have a value for the field? */
function has(kind: EventKind, { names }: FieldRef): boolean {
  return names.some(({ space, name }) => (space === 'vendor' ? kind.hasVendorName(name) : kind.hasEcsName(name)));
}

function hasLike({ ecsNames }: EventKind, pattern: string): boolean {
  return ecsNames === null || ecsNames.some(wildcard(pattern));
}

/** By leg, as `legs` numbers them. */
function detectionCanFire(detection: Detection, canFire: readonly boolean[]): boolean {
  switch (detection.kind) {
    case 'single':
    case 'aggregate':
    case 'first-seen':
    case 'query':
      return canFire.includes(true);
    case 'temporal':
      return temporalCanFire(detection.having, detection.inputs, canFire);
    case 'linked':
      return detection.verdicts.some(({ legs: wanted }) =>
        wanted.every(name => detection.inputs.some(({ leg }, at) => leg === name && canFire[at] === true)),
      );
    case 'join':
      return detection.join === 'anti' ? canFire[0] === true : !canFire.includes(false);
    case 'sequence':
      return detection.steps.every((step, at) => step.missing || canFire[at] === true);
    case 'sample':
    case 'absence':
      return !canFire.includes(false);
    case 'variable':
      // A variable that is never set may be what the rule looks for.
      return canFire[0] === true;
    default:
      return detection satisfies never;
  }
}

/** `having` reads a boolean per input, and `rules`, the number of inputs seen. */
function temporalCanFire(having: Predicate, inputs: readonly Input[], canFire: readonly boolean[]): boolean {
  const dead = new Set(inputs.filter((_, at) => canFire[at] !== true).map(({ name }) => name));
  const most = inputs.length - dead.size;
  return outcomes(having, {
    canSupply: () => true,
    canSupplyLike: () => true,
    // An input that never comes is there, as false.
    test: ({ value, test }) => {
      if (value.op !== 'field') return null;
      if (dead.has(value.field.field) && test.is === 'boolean') return !test.to;
      const isTooMany = test.is === 'number' && ['>=', '=='].includes(test.compare) && test.to > most;
      const isAboveMost = test.is === 'number' && test.compare === '>' && test.to >= most;
      return value.field.field === 'rules' && (isTooMany || isAboveMost) ? false : null;
    },
  }).canBeTrue;
}
