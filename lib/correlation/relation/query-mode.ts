import type { QueryDetection, Relation } from '../../ir/index.ts';
import type { Mode } from '../plan.ts';

/**
 * Whether more events can only add to what a query gives. Where rows are only picked, put together and paired they can;
 * where figures are filtered, or partners missed, they may take rows away again.
 */
export function queryMode({ query, threshold }: QueryDetection): Mode {
  const wantsMore = threshold.compare === '>' || threshold.compare === '>=';
  return wantsMore && onlyGrows(query) ? 'final' : 'waits';
}

function onlyGrows(relation: Relation): boolean {
  switch (relation.rel) {
    case 'leg':
    case 'table':
      return true;
    case 'where':
      return onlyGrows(relation.of) && !summarized(relation.of);
    case 'extend':
    case 'project':
    case 'expand':
    case 'summarize':
      return onlyGrows(relation.of);
    case 'union':
      return relation.of.every(onlyGrows);
    case 'join':
      return (
        ['inner', 'left-semi', 'right-semi'].includes(relation.join) &&
        [relation.left, relation.right].every(side => onlyGrows(side) && !summarized(side))
      );
    case 'sort':
      return relation.take === null && onlyGrows(relation.of);
    default:
      return relation satisfies never;
  }
}

/** Does a figure stand in these rows, which more events change? Grouping alone adds rows and changes none. */
function summarized(relation: Relation): boolean {
  switch (relation.rel) {
    case 'leg':
    case 'table':
      return false;
    case 'summarize':
      return relation.figures.length > 0 || summarized(relation.of);
    case 'union':
      return relation.of.some(summarized);
    case 'join':
      return summarized(relation.left) || summarized(relation.right);
    default:
      return summarized(relation.of);
  }
}
