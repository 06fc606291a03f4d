import type { FieldRef, Predicate, Value } from '../ir/index.ts';

/** What a predicate can come to, over all rows that hold some of the fields that can be supplied. */
export interface Outcomes {
  readonly canBeTrue: boolean;
  readonly canBeFalse: boolean;
}

export interface Supply {
  readonly canSupply: (field: FieldRef) => boolean;
  /** Can a field fit this wildcard? */
  readonly canSupplyLike: (pattern: string) => boolean;
  /** What a test always answers, where that is known; else null. */
  readonly test?: (predicate: Extract<Predicate, { readonly op: 'test' }>) => boolean | null;
}

const EITHER: Outcomes = { canBeTrue: true, canBeFalse: true };
const FALSE: Outcomes = { canBeTrue: false, canBeFalse: true };
const TRUE: Outcomes = { canBeTrue: true, canBeFalse: false };

/** Errs on the side of `can`: parts are taken as independent, so `a and not a` can be true. */
export function outcomes(predicate: Predicate, supply: Supply): Outcomes {
  switch (predicate.op) {
    case 'always':
      return TRUE;
    case 'never':
      return FALSE;
    case 'all': {
      const parts = predicate.of.map(part => outcomes(part, supply));
      return { canBeTrue: parts.every(part => part.canBeTrue), canBeFalse: parts.some(part => part.canBeFalse) };
    }
    case 'any': {
      const parts = predicate.of.map(part => outcomes(part, supply));
      return { canBeTrue: parts.some(part => part.canBeTrue), canBeFalse: parts.every(part => part.canBeFalse) };
    }
    case 'not': {
      const { canBeTrue, canBeFalse } = outcomes(predicate.of, supply);
      return { canBeTrue: canBeFalse, canBeFalse: canBeTrue };
    }
    case 'test': {
      const known = supply.test?.(predicate) ?? null;
      if (known !== null) return known ? TRUE : FALSE;
      return canBeSomething(predicate.value, supply) ? EITHER : FALSE;
    }
    case 'exists':
      return canBeSomething(predicate.value, supply) ? EITHER : FALSE;
    case 'compare':
      return canBeSomething(predicate.left, supply) && canBeSomething(predicate.right, supply) ? EITHER : FALSE;
    case 'in-window':
      return canBeSomething(predicate.time, supply) ? EITHER : FALSE;
    case 'some-member': {
      // Fields inside are the members' own, which no table lists.
      const inner = outcomes(predicate.where, { canSupply: () => true, canSupplyLike: () => true });
      return supply.canSupply(predicate.array) ? { ...inner, canBeFalse: true } : FALSE;
    }
    case 'any-field':
      return supply.canSupplyLike(predicate.pattern) ? EITHER : FALSE;
    case 'keyword':
      return EITHER;
    default:
      return predicate satisfies never;
  }
}

function canBeSomething(value: Value, supply: Supply): boolean {
  switch (value.op) {
    case 'field':
      return supply.canSupply(value.field);
    case 'constant':
    case 'event':
      return true;
    case 'if': {
      const { canBeTrue, canBeFalse } = outcomes(value.test, supply);
      return (canBeTrue && canBeSomething(value.then, supply)) || (canBeFalse && canBeSomething(value.else, supply));
    }
    case 'first-of':
      return value.values.some(each => canBeSomething(each, supply));
    case 'call':
      // Every function but `array` gives nothing where its first argument is nothing; the later ones may be optional.
      if (value.function === 'array' || value.args.slice(0, 1).every(arg => canBeSomething(arg, supply))) return true;
      // `each` of an empty array is an empty array, whatever the other arguments are.
      return (
        value.each === true && value.args.slice(1).some(arg => arg.op !== 'constant' && canBeSomething(arg, supply))
      );
    default:
      return value satisfies never;
  }
}
