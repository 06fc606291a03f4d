import type { QueryDetection, Relation } from '../../ir/index.ts';
import { KustoError } from './kusto-error.ts';

const whole = { start: 0, end: 0 };

/**
 * Refuses what would be found although nothing happened: a finding is about events, and weir runs a query only where it
 * has some. Throws KustoError.
 */
export function needEvents(relation: Relation, threshold: QueryDetection['threshold']): void {
  if (mayBeWithoutEvents(relation)) {
    const hint = 'begin with the table of events, and join the given rows to it';
    throw new KustoError(whole, 'gives rows of a watchlist, externaldata or datatable that no event made', hint);
  }
  if (isMetByNothing(threshold)) {
    const { compare, to } = threshold;
    const hint = 'a rule about what does not happen needs an event to wait from: docs/writing-rules.md';
    throw new KustoError(whole, `triggers on ${compare} ${to} rows, which a run without any row fulfils`, hint);
  }
}

function mayBeWithoutEvents(relation: Relation): boolean {
  switch (relation.rel) {
    case 'leg':
      return false;
    case 'table':
      return relation.rows.length > 0;
    case 'union':
      return relation.of.some(mayBeWithoutEvents);
    case 'join': {
      const [left, right] = [mayBeWithoutEvents(relation.left), mayBeWithoutEvents(relation.right)];
      if (relation.join === 'full-outer') return left || right;
      if (relation.join === 'left-outer' || relation.join === 'left-anti') return left;
      return relation.join === 'right-outer' || relation.join === 'right-anti' ? right : left && right;
    }
    default:
      return mayBeWithoutEvents(relation.of);
  }
}

function isMetByNothing({ compare, to }: QueryDetection['threshold']): boolean {
  switch (compare) {
    case '>':
      return to < 0;
    case '>=':
      return to <= 0;
    case '<':
      return to > 0;
    case '<=':
      return to >= 0;
    case '==':
      return to === 0;
    case '!=':
      return to !== 0;
    default:
      return compare satisfies never;
  }
}
