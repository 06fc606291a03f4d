import type { Condition } from './ast.ts';

/** A condition as Sigma writes it: parsing the text gives the same tree. */
export function printCondition(condition: Condition): string {
  switch (condition.op) {
    case 'or':
      return condition.of
        .map(inner => (inner.op === 'or' ? `(${printCondition(inner)})` : printCondition(inner)))
        .join(' or ');
    case 'and':
      return condition.of
        .map(inner => (isLoose(inner) ? `(${printCondition(inner)})` : printCondition(inner)))
        .join(' and ');
    case 'not':
      return isLoose(condition.of) ? `not (${printCondition(condition.of)})` : `not ${printCondition(condition.of)}`;
    case 'name':
      return condition.name;
    case 'of':
      return `${condition.least} of ${condition.pattern}`;
    default:
      return condition satisfies never;
  }
}

function isLoose(condition: Condition): boolean {
  return condition.op === 'or' || condition.op === 'and';
}
