import type { JoinKind, NamedValue, Predicate } from '../../ir/index.ts';
import { givenTable } from './given-rows.ts';
import { KustoError } from './kusto-error.ts';
import { lowerJoin } from './lower-join.ts';
import { lowerParse } from './lower-parse.ts';
import { lowerPredicate } from './lower-predicate.ts';
import { lowerSummarize } from './lower-summarize.ts';
import { constantOf, lowerValue } from './lower-value.ts';
import { namedValues } from './named-values.ts';
import {
  expandRows,
  extendRows,
  joinedRows,
  projectRows,
  type Rows,
  sortedRows,
  summarizeRows,
  unionRows,
  whereRows,
  withoutColumns,
} from './rows.ts';
import { columnValue, overRows, type Scope } from './scope.ts';
import { child, elements, nameOf, type Syntax, spell } from './syntax.ts';

/** What an operator makes of the rows before it. Throws KustoError, with the operator's place, for one that is not supported. */
export function lowerOperator(operator: Syntax, rows: Rows, outer: Scope): Rows {
  const scope = overRows(outer, rows);
  switch (operator.kind) {
    case 'FilterOperator':
      return lowerWhere(operator.children.at(-1) ?? operator, rows, outer);
    case 'ExtendOperator':
      return extendRows(rows, namedValues(elements(operator), scope));
    case 'ProjectOperator':
      return projectRows(rows, namedValues(elements(operator), scope));
    case 'ProjectAwayOperator': {
      const gone = elements(operator).map(node => wildcard(spellName(node)));
      return withoutColumns(rows, name => gone.some(fits => fits(name)));
    }
    case 'ProjectKeepOperator':
      return projectRows(
        rows,
        elements(operator)
          .map(nameOf)
          .map(name => ({ name, value: columnValue(name) })),
      );
    case 'ProjectReorderOperator':
    case 'SerializeOperator':
      return rows;
    case 'ProjectRenameOperator':
      return renamed(namedValues(elements(operator), scope), rows);
    case 'DistinctOperator':
      return summarizeRows(rows, distinctBy(operator, rows, scope), [], null);
    case 'SummarizeOperator':
      return lowerSummarize(operator, rows, scope);
    case 'JoinOperator':
    case 'LookupOperator':
      return lowerJoin(operator, rows, scope);
    case 'UnionOperator':
      return unionRows([rows, ...elements(operator).map(part => outer.surroundings.rows(part, outer))]);
    case 'ParseOperator':
    case 'ParseWhereOperator':
      return lowerParse(operator, rows, scope);
    case 'MvExpandOperator':
      return expandRows(
        rows,
        elements(operator).map(node => expanded(node, scope)),
      );
    case 'SortOperator':
      return sortedRows(
        rows,
        elements(operator).map(node => ordering(node, scope)),
        null,
      );
    case 'TopOperator':
      return lowerTop(operator, rows, scope);
    case 'TakeOperator':
      throw new KustoError(
        operator,
        `${spell(operator)} takes any rows, and findings must not depend on chance`,
        'use top … by',
      );
    case 'CountOperator':
      return summarizeRows(rows, [], [{ name: 'Count', function: 'count', of: [], where: { op: 'always' } }], null);
    default: {
      const name = spell(operator.children[0] ?? operator);
      throw new KustoError(operator, `the operator ${name} is not supported`, 'docs/languages.md lists those that are');
    }
  }
}

/** `x in (rows)` is a semi join, so each such condition is taken out of the conjunction and joined after the rest. */
function lowerWhere(condition: Syntax, rows: Rows, outer: Scope): Rows {
  const parts = conjuncts(condition);
  const scope = overRows(outer, rows);
  const memberships = parts.filter(part => rowsOnTheRight(part, outer) !== null);
  const others = parts.filter(part => !memberships.includes(part));
  const predicates = others.filter(part => !isCoveredByPeriod(part, scope)).map(part => lowerPredicate(part, scope));
  const [first] = predicates;
  const where: Predicate | null = predicates.length > 1 ? { op: 'all', of: predicates } : (first ?? null);
  const filtered = where === null ? rows : whereRows(rows, where);
  return memberships.reduce((left, part) => semiJoin(part, left, outer), filtered);
}

function conjuncts(node: Syntax): readonly Syntax[] {
  const [left, middle, right] = node.children;
  if (node.kind === 'ParenthesizedExpression' && middle !== undefined) return conjuncts(middle);
  if (node.kind !== 'AndExpression' || left === undefined || right === undefined) return [node];
  return [...conjuncts(left), ...conjuncts(right)];
}

/** A query sees no rows older than its period anyway, so that bounding them by as much says nothing. */
function isCoveredByPeriod(node: Syntax, scope: Scope): boolean {
  const [left, operator, right] = node.children;
  if (left?.kind !== 'NameReference' || nameOf(left) !== 'TimeGenerated') return false;
  if (
    !['>', '>='].includes(operator?.text ?? '') ||
    right?.kind !== 'FunctionCallExpression' ||
    nameOf(right) !== 'ago'
  )
    return false;
  const [span] = elements(right.children[1]);
  const micros = span === undefined ? undefined : constantOf(span, scope);
  return typeof micros === 'number' && micros >= scope.surroundings.periodMicros;
}

function rowsOnTheRight(node: Syntax, scope: Scope): Syntax | null {
  if (!/^(?:Not)?In(?:Cs)?Expression$/.test(node.kind)) return null;
  const [only, another] = elements(node.children[2]);
  const isRows = only !== undefined && another === undefined && scope.surroundings.isTabular(only, scope);
  // Rows that are given are a list: a condition on one event.
  return isRows && givenTable(only, scope) === null ? only : null;
}

function semiJoin(node: Syntax, rows: Rows, outer: Scope): Rows {
  const [subject] = node.children;
  const others = rowsOnTheRight(node, outer);
  if (subject === undefined || others === null) throw new Error('only conditions with rows on their right come here');
  const isInsensitive = spell(node.children[1] ?? node).includes('~');
  const right = outer.surroundings.rows(others, outer);
  const [name] = right.names() ?? [];
  if (name === undefined)
    throw new KustoError(others, 'these rows name no column to look in', 'end them with project or distinct');
  const folded = (value: NamedValue['value']): NamedValue['value'] =>
    isInsensitive ? { op: 'call', function: 'fold', args: [value] } : value;
  const left = extendRows(rows, [{ name: '$subject', value: folded(lowerValue(subject, overRows(outer, rows))) }]);
  const members = projectRows(right, [{ name: '$member', value: folded(columnValue(name)) }]);
  const join: JoinKind = node.kind.startsWith('Not') ? 'left-anti' : 'left-semi';
  return withoutColumns(
    joinedRows(left, members, join, [{ left: '$subject', right: '$member' }]),
    hidden => hidden === '$subject',
  );
}

function distinctBy(operator: Syntax, rows: Rows, scope: Scope): readonly NamedValue[] {
  if (!elements(operator).some(({ kind }) => kind === 'StarExpression')) return namedValues(elements(operator), scope);
  const names = rows.names();
  if (names === null) throw new KustoError(operator, 'distinct * over a whole table', 'name the columns');
  return names.map(name => ({ name, value: columnValue(name) }));
}

function renamed(columns: readonly NamedValue[], rows: Rows): Rows {
  const old = columns.flatMap(({ value }) => (value.op === 'field' ? [value.field.field] : []));
  const extended = extendRows(rows, columns);
  return withoutColumns(extended, name => old.includes(name) && !columns.some(column => column.name === name));
}

function expanded(node: Syntax, scope: Scope): NamedValue {
  const [inner] = node.kind === 'MvExpandExpression' ? node.children : [node];
  const [column] = namedValues([inner ?? node], scope);
  if (column === undefined) throw new KustoError(node, 'mv-expand needs a column', '');
  return { name: column.name, value: { op: 'call', function: 'parse-json', args: [column.value] } };
}

function ordering(node: Syntax, scope: Scope): { value: NamedValue['value']; descending: boolean } {
  const clause = node.kind === 'OrderedExpression' ? child(node, 'OrderingClause') : undefined;
  const value = lowerValue(node.kind === 'OrderedExpression' ? (node.children[0] ?? node) : node, scope);
  return { value, descending: clause === undefined || !spell(clause).startsWith('asc') };
}

function lowerTop(operator: Syntax, rows: Rows, scope: Scope): Rows {
  const count = operator.children.map(node => constantOf(node, scope)).find(constant => typeof constant === 'number');
  const by = operator.children.at(-1);
  if (typeof count !== 'number' || by === undefined)
    throw new KustoError(operator, 'top needs a number and an order', 'top 5 by x');
  return sortedRows(rows, [ordering(by, scope)], count);
}

function spellName(node: Syntax): string {
  return spell(node).replaceAll(' ', '');
}

function wildcard(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`);
  return name => whole.test(name);
}
