import type { JoinKind } from '../../ir/index.ts';
import { KustoError } from './kusto-error.ts';
import { joinedRows, type Rows } from './rows.ts';
import type { Scope } from './scope.ts';
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
    if (!left.has(name)) throw new KustoError(clause, `the left side has no column ${name}`, '');
  }
  for (const { right: name } of on) {
    if (!right.has(name)) throw new KustoError(clause, `the right side has no column ${name}`, '');
  }
  return joinedRows(left, right, joinKind(operator), on);
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

function equality(condition: Syntax): { readonly left: string; readonly right: string } {
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
