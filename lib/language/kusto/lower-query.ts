import { datatableRows, externalRows, watchlistRows } from './constant-table.ts';
import { isGiven, watchlist } from './given-rows.ts';
import { KustoError } from './kusto-error.ts';
import { lowerOperator } from './lower-operator.ts';
import { constantOf, lowerValue } from './lower-value.ts';
import { type Rows, unionRows } from './rows.ts';
import { type Meaning, type Parameter, type Scope, type Surroundings, withNames } from './scope.ts';
import { child, elements, nameOf, type Syntax, spell } from './syntax.ts';

/** A whole query, its `let`s included, as rows. Throws KustoError. */
export function lowerQuery(block: Syntax, surroundings: Surroundings): Rows {
  let scope: Scope = { named: new Map(), column: () => null, columnNames: () => null, surroundings };
  let rows: Rows | null = null;
  for (const statement of elements(block)) {
    if (statement.kind === 'LetStatement') scope = withNames(scope, [letStatement(statement, scope)]);
    else if (statement.kind === 'ExpressionStatement') rows = lowerRows(statement.children[0] ?? statement, scope);
    else if (statement.kind !== 'SetOptionStatement') {
      throw new KustoError(
        statement,
        `${spell(statement).slice(0, 40)} is not supported`,
        'a query is lets and one expression',
      );
    }
  }
  if (rows === null) throw new KustoError(block, 'a query without rows', 'end with a table and its operators');
  return rows;
}

function letStatement(statement: Syntax, scope: Scope): readonly [string, Meaning] {
  const [, declaration, , value] = statement.children;
  if (declaration === undefined || value === undefined) throw new KustoError(statement, 'a let without a value', '');
  return [nameOf(declaration), meaningOf(value, scope)];
}

function meaningOf(value: Syntax, scope: Scope): Meaning {
  if (value.kind === 'FunctionDeclaration') return functionMeaning(value, scope);
  if (value.kind === 'MaterializeExpression') return meaningOf(materialized(value), scope);
  const constant = constantOf(value, scope);
  if (constant !== undefined) return { means: 'literal', value: constant };
  if (isTabular(value, scope)) {
    return { means: 'rows', make: () => lowerRows(value, scope), isGiven: isGiven(value, scope) };
  }
  return { means: 'value', value: lowerValue(value, scope) };
}

function functionMeaning(node: Syntax, scope: Scope): Meaning {
  const body = child(node, 'FunctionBody');
  if (body === undefined) throw new KustoError(node, 'a function without a body', '');
  const parameters = elements(child(node, 'FunctionParameters')).map((parameter): Parameter => {
    const otherwise = child(parameter, 'DefaultValueDeclaration')?.children[1];
    return { name: nameOf(parameter), otherwise };
  });
  return { means: 'function', parameters, body, scope };
}

/** An expression that gives rows: a table, a name, a call, a pipe. */
export function lowerRows(node: Syntax, scope: Scope): Rows {
  switch (node.kind) {
    case 'MaterializeExpression':
      return lowerRows(materialized(node), scope);
    case 'ParenthesizedExpression':
      return lowerRows(node.children[1] ?? node, scope);
    case 'PipeExpression': {
      const [before, , operator] = node.children;
      if (before === undefined || operator === undefined) break;
      return lowerOperator(operator, lowerRows(before, scope), scope);
    }
    case 'NameReference':
    case 'BracketedName':
      return namedRows(node, scope);
    case 'FunctionCallExpression':
      return calledRows(node, scope);
    case 'UnionOperator':
      return unionRows(elements(node).map(part => lowerRows(part, scope)));
    case 'DataTableExpression':
      return datatableRows(node);
    case 'ExternalDataExpression':
      return externalRows(node, scope);
    default:
  }
  throw new KustoError(node, `${spell(node).slice(0, 60)} gives no rows`, node.kind);
}

function namedRows(node: Syntax, scope: Scope): Rows {
  const name = nameOf(node);
  const meaning = scope.named.get(name);
  if (meaning?.means === 'rows') return meaning.make();
  if (meaning?.means === 'function') return bodyRows(meaning, name, [], node, scope);
  if (meaning !== undefined) throw new KustoError(node, `${name} is no table`, 'a let gives it one value');
  return scope.surroundings.table(name, node);
}

function calledRows(node: Syntax, scope: Scope): Rows {
  const name = nameOf(node);
  const args = elements(node.children[1]);
  const meaning = scope.named.get(name);
  if (meaning?.means === 'function') return bodyRows(meaning, name, args, node, scope);
  if (name === 'table') {
    const table = args[0] === undefined ? undefined : constantOf(args[0], scope);
    if (typeof table === 'string') return scope.surroundings.table(table, node);
  }
  // ASIM's parsers take filters that only make them faster: _Im_ProcessCreate(starttime=…).
  if (/^(?:_?(?:Im|ASim)_?|im[A-Z])/.test(name)) return scope.surroundings.table(name, node);
  if (name === watchlist) {
    const constants = args.map(arg => constantOf(arg, scope));
    return watchlistRows(constants, node, scope);
  }
  throw new KustoError(node, `the function ${name}() is not supported`, 'docs/languages.md lists those that are');
}

function bodyRows(
  meaning: Extract<Meaning, { readonly means: 'function' }>,
  name: string,
  args: readonly Syntax[],
  at: Syntax,
  scope: Scope,
): Rows {
  const given = meaning.parameters.map((parameter, position): readonly [string, Meaning] => {
    const argument = args[position] ?? parameter.otherwise;
    if (argument === undefined) throw new KustoError(at, `${name}() needs ${parameter.name}`, '');
    return [parameter.name, meaningOf(argument, scope)];
  });
  let inner = withNames({ ...meaning.scope, column: () => null, columnNames: () => null }, given);
  for (const statement of elements(meaning.body)) {
    const declared = statement.kind === 'LetStatement' ? statement : child(statement, 'LetStatement');
    if (declared !== undefined) inner = withNames(inner, [letStatement(declared, inner)]);
  }
  const expression = meaning.body.children.findLast(({ kind }) => !/^(?:CloseBrace|Semicolon)Token$/.test(kind));
  if (expression === undefined || expression.kind === 'List') throw new KustoError(at, `${name}() has no body`, '');
  return lowerRows(expression, inner);
}

/** Does the expression give rows rather than one value? */
export function isTabular(node: Syntax, scope: Scope): boolean {
  switch (node.kind) {
    case 'PipeExpression':
    case 'UnionOperator':
    case 'MaterializeExpression':
    case 'DataTableExpression':
    case 'ExternalDataExpression':
      return true;
    case 'ParenthesizedExpression':
      return node.children[1] !== undefined && isTabular(node.children[1], scope);
    case 'NameReference': {
      const meaning = scope.named.get(nameOf(node));
      return meaning === undefined ? scope.column(nameOf(node)) === null : meaning.means === 'rows';
    }
    case 'FunctionCallExpression': {
      const meaning = scope.named.get(nameOf(node));
      if (meaning?.means !== 'function')
        return nameOf(node) === 'table' || nameOf(node) === watchlist || /^(?:_Im_|_ASim_|im[A-Z])/.test(nameOf(node));
      const body = meaning.body.children.findLast(({ kind }) => kind !== 'CloseBraceToken');
      return body !== undefined && isTabular(body, meaning.scope);
    }
    default:
      return false;
  }
}

function materialized(node: Syntax): Syntax {
  const inner = node.children.find(({ kind }) => !kind.endsWith('Keyword') && !kind.endsWith('Token'));
  if (inner === undefined) throw new KustoError(node, 'materialize() of nothing', '');
  return inner;
}
