import type { GivenTable } from './given-table.ts';
import { KustoError } from './kusto-error.ts';
import type { Scope } from './scope.ts';
import { elements, nameOf, type Syntax } from './syntax.ts';

/** Sentinel's function for a watchlist's rows. */
export const watchlist = '_GetWatchlist';

/** What the expression's rows are before any event is seen; null where events make them, or a run computes them. */
export function givenTable(node: Syntax, scope: Scope): GivenTable | null {
  if (!isGiven(node, scope)) return null;
  const { relation } = scope.surroundings.rows(node, scope);
  return relation.rel === 'table' ? relation : null;
}

/** The first column of given rows: what `in ((rows))` looks in. */
export function givenColumn(node: Syntax, scope: Scope): GivenTable['rows'][number] | null {
  const table = givenTable(node, scope);
  if (table === null) return null;
  if (table.columns.length === 0) throw new KustoError(node, 'these rows name no column to look in', '');
  return table.rows.map(row => row[0] ?? null);
}

/** Do query and configuration alone decide these rows? Asking makes no table's events be read. */
export function isGiven(node: Syntax, scope: Scope): boolean {
  switch (node.kind) {
    case 'DataTableExpression':
    case 'ExternalDataExpression':
      return true;
    case 'ParenthesizedExpression':
    case 'MaterializeExpression':
      return node.children.some(inner => isGiven(inner, scope));
    case 'PipeExpression': {
      const [before, , operator] = node.children;
      if (before === undefined || operator === undefined || !isGiven(before, scope)) return false;
      return !/^(?:Join|Lookup|Union)/.test(operator.kind) && !looksAtEvents(operator, scope);
    }
    case 'NameReference': {
      const meaning = scope.named.get(nameOf(node));
      return meaning?.means === 'rows' && meaning.isGiven;
    }
    case 'FunctionCallExpression': {
      const meaning = scope.named.get(nameOf(node));
      if (meaning?.means !== 'function') return nameOf(node) === watchlist;
      const isPlain = elements(meaning.body).length === 0 && meaning.parameters.length === 0;
      return isPlain && meaning.body.children.some(inner => isGiven(inner, meaning.scope));
    }
    default:
      return false;
  }
}

/** Does a condition look for its values among rows that events make? */
function looksAtEvents(node: Syntax, scope: Scope): boolean {
  const isMembership = /^(?:Not)?(?:In(?:Cs)?|HasAny|HasAll)Expression$/.test(node.kind);
  const members = isMembership ? elements(node.children[2]) : [];
  return (
    members.some(member => scope.surroundings.isTabular(member, scope) && !isGiven(member, scope)) ||
    node.children.some(inner => looksAtEvents(inner, scope))
  );
}
