import { indent, predicateLines, printPredicate, printValue } from './print-predicate.ts';
import type { Figure, NamedValue, Relation } from './relation.ts';

/** A query as lines, each operator below what it works on. */
export function relationLines(relation: Relation): string[] {
  switch (relation.rel) {
    case 'leg':
      return [`rows of leg ${relation.leg}: ${relation.columns.join(', ')}`];
    case 'table':
      return [
        `rows given: ${relation.columns.join(', ')}`,
        ...indent(relation.rows.map(row => row.map(cell => JSON.stringify(cell)).join(', '))),
      ];
    case 'where':
      return [...relationLines(relation.of), 'where', ...indent(predicateLines(relation.where))];
    case 'extend':
      return [...relationLines(relation.of), ...relation.columns.map(column => `extend ${printNamed(column)}`)];
    case 'project':
      return [...relationLines(relation.of), `project ${relation.columns.map(printNamed).join(', ')}`];
    case 'summarize':
      return [
        ...relationLines(relation.of),
        `summarize by ${relation.by.map(printNamed).join(', ') || 'nothing'}`,
        ...indent(relation.figures.map(printFigure)),
      ];
    case 'union':
      return ['union', ...relation.of.flatMap(part => indent(['of', ...indent(relationLines(part))]))];
    case 'join':
      return [
        ...relationLines(relation.left),
        `join ${relation.join} on ${relation.on.map(({ left, right }) => `${left} = ${right}`).join(', ')}`,
        ...indent(relationLines(relation.right)),
      ];
    case 'expand':
      return [...relationLines(relation.of), ...relation.columns.map(column => `expand ${printNamed(column)}`)];
    case 'sort': {
      const by = relation.by.map(({ value, descending }) => `${printValue(value)}${descending ? ' descending' : ''}`);
      const take = relation.take === null ? '' : `, the first ${relation.take}`;
      return [...relationLines(relation.of), `sort by ${by.join(', ')}${take}`];
    }
    default:
      return relation satisfies never;
  }
}

function printNamed({ name, value }: NamedValue): string {
  const printed = printValue(value);
  return printed === name ? name : `${name} = ${printed}`;
}

function printFigure({ name, function: figure, of, where }: Figure): string {
  const condition = where.op === 'always' ? '' : ` where ${printPredicate(where)}`;
  return `${name} = ${figure}(${of.map(printValue).join(', ')})${condition}`;
}
