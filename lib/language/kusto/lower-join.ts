import type { JoinKind } from '../../ir/index.ts';
import { KustoError } from './kusto-error.ts';
import { isOneOf } from './lower-predicate.ts';
import { joinedRows, type Rows, whereRows } from './rows.ts';
import { columnValue, type Scope } from './scope.ts';
import { child, elements, nameOf, type Syntax, spell } from './syntax.ts';

const kinds: Readonly<Record<string, JoinKind>> = {
  innerunique: 'inner-unique',
  inner: 'inner',
  leftouter: 'left-outer',
  rightouter: 'right-outer',
  fullouter: 'full-outer',
  leftsemi: 'left-semi',
  rightsemi: 'right-semi',
  leftanti: 'left-anti',
  anti: 'left-anti',
  leftantisemi: 'left-anti',
  rightanti: 'right-anti',
  rightantisemi: 'right-anti',
};

/** `join kind=… (rows) on a, $left.b == $right.c`. */
export function lowerJoin(operator: Syntax, left: Rows, scope: Scope): Rows {
  const source = operator.children.find(({ kind }) => /Expression$|Reference$/.test(kind));
  const clause = child(operator, 'JoinOnClause');
  if (source === undefined || clause === undefined)
    throw new KustoError(operator, 'a join without its on', 'join (rows) on column');
  const right = scope.surroundings.rows(source, scope);
  const on = elements(clause).map(condition => equality(condition));
  for (const { left: name } of on) {
    if (!left.has(name)) throw new KustoError(clause, `the left side has no column ${name}`, known(left));
  }
  for (const { right: name } of on) {
    if (!right.has(name)) throw new KustoError(clause, `the right side has no column ${name}`, known(right));
  }
  const join = joinKind(operator);
  return amongGiven(left, right, join, on) ?? joinedRows(left, right, join, on);
}

/** Whether a row has a partner among given rows is a condition on that row alone; null for all other joins. */
function amongGiven(left: Rows, { relation: right }: Rows, join: JoinKind, on: readonly Equality[]): Rows | null {
  const [key, another] = on;
  if (key === undefined || another !== undefined || right.rel !== 'table') return null;
  if (join !== 'left-semi' && join !== 'left-anti') return null;
  const position = right.columns.indexOf(key.right);
  const members = right.rows.map(row => row[position] ?? null).filter(member => member !== null);
  const isMember = isOneOf(columnValue(key.left), members, 'sensitive');
  return whereRows(left, join === 'left-semi' ? isMember : { op: 'not', of: isMember });
}

interface Equality {
  readonly left: string;
  readonly right: string;
}

function known(rows: Rows): string {
  const names = rows.names();
  return names === null ? '' : `it has ${names.join(', ')}`;
}

function joinKind(operator: Syntax): JoinKind {
  const parameters = operator.children.find(({ kind }) => kind === 'List')?.children ?? [];
  const kind = parameters.find(parameter => nameOf(parameter) === 'kind');
  if (kind === undefined) return operator.kind === 'LookupOperator' ? 'left-outer' : 'inner-unique';
  const name = spell(kind.children[2] ?? kind).toLowerCase();
  const found = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (found === undefined)
    throw new KustoError(kind, `unknown kind of join ${name}`, `known: ${Object.keys(kinds).join(', ')}`);
  return found;
}

function equality(condition: Syntax): Equality {
  if (condition.kind === 'NameReference') return { left: nameOf(condition), right: nameOf(condition) };
  const [first, operator, second] = condition.children;
  const sides = [first, second].map(sideOf);
  const left = sides.find(side => side?.side === '$left')?.column;
  const right = sides.find(side => side?.side === '$right')?.column;
  if (operator?.text !== '==' || left === undefined || right === undefined) {
    throw new KustoError(condition, 'a join is on equal columns', 'write $left.a == $right.b, joined by and or commas');
  }
  return { left, right };
}

function sideOf(node: Syntax | undefined): { readonly side: string; readonly column: string } | null {
  if (node?.kind !== 'PathExpression') return null;
  const [side, , column] = node.children;
  return side === undefined || column === undefined ? null : { side: nameOf(side), column: nameOf(column) };
}
