import type { Predicate, Value } from '../../ir/index.ts';
import { call, composedFunctions, directFunctions, number, text } from './functions.ts';
import { givenTable } from './given-rows.ts';
import { KustoError } from './kusto-error.ts';
import { type Literal, literalOf, spanMicros } from './literals.ts';
import { columnValue, type Scope, withNames } from './scope.ts';
import { elements, nameOf, type Syntax, spell } from './syntax.ts';

/** The end of the window, which is when a scheduled query runs. */
export const tick: Value = columnValue('$tick');

/** A scalar expression as a value over the rows at hand. Throws KustoError. */
export function lowerValue(node: Syntax, scope: Scope): Value {
  const literal = literalOf(node);
  if (literal !== undefined) return { op: 'constant', value: literal };
  const [first, operator, second] = node.children;
  switch (node.kind) {
    case 'ParenthesizedExpression':
      return lowerValue(operator ?? node, scope);
    case 'NameReference':
    case 'BracketedName':
      return named(node, scope);
    case 'PathExpression':
    case 'ElementExpression':
      return pathInto(node, scope);
    case 'FunctionCallExpression':
      return functionCall(node, scope);
    case 'AddExpression':
    case 'SubtractExpression':
    case 'MultiplyExpression':
    case 'DivideExpression':
    case 'ModuloExpression':
      if (first === undefined || second === undefined) break;
      return arithmetic(node.kind, first, second, scope);
    case 'UnaryMinusExpression':
      return call('negate', lowerValue(operator ?? node, scope));
    case 'UnaryPlusExpression':
      return lowerValue(operator ?? node, scope);
    default:
      if (isCondition(node)) return truth(scope.surroundings.predicate(node, scope));
  }
  throw new KustoError(node, `${spell(node).slice(0, 60)} is not supported here`, `${node.kind} has no lowering`);
}

/** A condition as a boolean. */
export function truth(test: Predicate): Value {
  return { op: 'if', test, then: { op: 'constant', value: true }, else: { op: 'constant', value: false } };
}

/** What the expression is before any row is seen; undefined where it depends on rows. */
export function constantOf(node: Syntax, scope: Scope): Literal | undefined {
  const literal = literalOf(node);
  if (literal !== undefined) return literal;
  if (node.kind === 'ParenthesizedExpression' && node.children[1] !== undefined)
    return constantOf(node.children[1], scope);
  if (node.kind === 'NameReference') {
    const meaning = scope.named.get(nameOf(node));
    return meaning?.means === 'literal' ? meaning.value : undefined;
  }
  if (node.kind === 'ToScalarExpression') {
    const rows = node.children.find(({ kind }) => !/(?:Keyword|Token)$/.test(kind) && kind !== 'List');
    const given = rows === undefined ? null : givenTable(rows, scope);
    return given === null ? undefined : (given.rows[0]?.[0] ?? null);
  }
  if (node.kind === 'FunctionCallExpression') {
    const args = elements(node.children[1]).map(arg => constantOf(arg, scope));
    const [only] = args;
    const name = nameOf(node).toLowerCase();
    if (typeof only === 'string' && name === 'tolower') return only.toLowerCase();
    if (typeof only === 'string' && name === 'toupper') return only.toUpperCase();
    if (typeof only === 'string' && (name === 'totimespan' || name === 'time')) return spanMicros(node, only);
    if (only !== undefined && ['toint', 'tolong', 'todynamic', 'dynamic', 'parse_json'].includes(name))
      return asNumber(only);
  }
  return undefined;
}

function asNumber(literal: Literal): Literal {
  return typeof literal === 'string' && /^\d+$/.test(literal) ? Number(literal) : literal;
}

function named(node: Syntax, scope: Scope): Value {
  const name = nameOf(node);
  const meaning = scope.named.get(name);
  if (meaning?.means === 'literal') return { op: 'constant', value: meaning.value };
  if (meaning?.means === 'value') return meaning.value;
  const column = scope.column(name);
  if (column !== null) return column;
  const known = scope.columnNames();
  const hint =
    known === null ? 'the rows have no such column, and no let names it' : `the rows have ${known.join(', ')}`;
  throw new KustoError(node, `nothing is called ${name} here`, hint);
}

/** `a.b[0]["c"]`. Text on the way is read as JSON, as Log Analytics keeps it in many tables. */
function pathInto(node: Syntax, scope: Scope): Value {
  const steps: Value[] = [];
  let root = node;
  while (root.kind === 'PathExpression' || root.kind === 'ElementExpression') {
    const [of, second, third] = root.children;
    if (of === undefined || second === undefined) break;
    steps.unshift(
      root.kind === 'PathExpression' ? text(nameOf(third ?? second)) : lowerValue(second.children[1] ?? second, scope),
    );
    root = of;
  }
  return call('path', call('parse-json', lowerValue(root, scope)), ...steps);
}

function arithmetic(kind: string, first: Syntax, second: Syntax, scope: Scope): Value {
  const [left, right] = [lowerValue(first, scope), lowerValue(second, scope)];
  switch (kind) {
    case 'AddExpression':
      return call('add', left, right);
    case 'SubtractExpression':
      return call('subtract', left, right);
    case 'MultiplyExpression':
      return call('multiply', left, right);
    case 'ModuloExpression':
      return call('modulo', left, right);
    default:
      // Whole numbers divide to whole ones; spans of time do not.
      return call([first, second].some(isSpan) ? 'divide' : 'quotient', left, right);
  }
}

function isSpan(node: Syntax): boolean {
  return node.kind === 'TimespanLiteralExpression';
}

function functionCall(node: Syntax, scope: Scope): Value {
  const name = nameOf(node).toLowerCase();
  const args = elements(node.children[1]);
  const values = () => args.map(arg => lowerValue(arg, scope));
  const direct = Object.hasOwn(directFunctions, name) ? directFunctions[name] : undefined;
  if (direct !== undefined) return call(direct, ...values());
  const composed = Object.hasOwn(composedFunctions, name) ? composedFunctions[name] : undefined;
  if (composed !== undefined && name !== 'not') return composed(values());
  const special = specialFunction(name, node, args, scope);
  if (special !== null) return special;
  if (isCondition(node)) return truth(scope.surroundings.predicate(node, scope));
  return ownFunction(node, args, scope);
}

const unitMicros: Readonly<Record<string, number>> = {
  microsecond: 1,
  millisecond: 1e3,
  second: 1e6,
  minute: 60e6,
  hour: 3600e6,
  day: 86_400e6,
  week: 7 * 86_400e6,
};

/** Functions whose arguments are more than values. */
function specialFunction(name: string, node: Syntax, args: readonly Syntax[], scope: Scope): Value | null {
  const arg = (at: number): Value => {
    const found = args[at];
    if (found === undefined) throw new KustoError(node, `${name} needs more arguments`, '');
    return lowerValue(found, scope);
  };
  switch (name) {
    case 'now':
      return args.length === 0 ? tick : call('add', tick, arg(0));
    case 'ago':
      return call('subtract', tick, arg(0));
    case 'ingestion_time':
      return { op: 'event', what: 'arrival' };
    case 'iff':
    case 'iif': {
      const [condition] = args;
      if (condition === undefined) throw new KustoError(node, `${name} needs a condition`, '');
      return { op: 'if', test: scope.surroundings.predicate(condition, scope), then: arg(1), else: arg(2) };
    }
    case 'case':
      return caseOf(args, scope, node);
    case 'columnifexists':
    case 'column_ifexists': {
      const wanted = args[0] === undefined ? undefined : constantOf(args[0], scope);
      const column = typeof wanted === 'string' ? scope.column(wanted) : null;
      return column === null ? arg(1) : { op: 'first-of', values: [column, arg(1)] };
    }
    case 'datetime_diff': {
      const unit = args[0] === undefined ? undefined : constantOf(args[0], scope);
      const micros = unitMicros[String(unit).toLowerCase()];
      if (micros === undefined)
        throw new KustoError(args[0] ?? node, `datetime_diff in ${String(unit)}`, 'supported: microsecond to week');
      return call(
        'subtract',
        call('integer-divide', arg(1), number(micros)),
        call('integer-divide', arg(2), number(micros)),
      );
    }
    case 'datetime_add': {
      const unit = args[0] === undefined ? undefined : constantOf(args[0], scope);
      const micros = unitMicros[String(unit).toLowerCase()];
      if (micros === undefined)
        throw new KustoError(args[0] ?? node, `datetime_add in ${String(unit)}`, 'supported: microsecond to week');
      return call('add', arg(2), call('multiply', arg(1), number(micros)));
    }
    case 'trim':
    case 'trim_start':
    case 'trim_end':
      return trimmed(name, args, scope, node);
    default:
      return null;
  }
}

function caseOf(args: readonly Syntax[], scope: Scope, node: Syntax): Value {
  const [condition, then, ...rest] = args;
  if (condition === undefined) throw new KustoError(node, 'case needs an else', 'give a last argument');
  if (then === undefined) return lowerValue(condition, scope);
  return {
    op: 'if',
    test: scope.surroundings.predicate(condition, scope),
    then: lowerValue(then, scope),
    else: caseOf(rest, scope, node),
  };
}

/** The first argument is a regular expression of what to take off. */
function trimmed(name: string, args: readonly Syntax[], scope: Scope, node: Syntax): Value {
  const [pattern, subject] = args;
  const constant = pattern === undefined ? undefined : constantOf(pattern, scope);
  if (typeof constant !== 'string' || subject === undefined)
    throw new KustoError(node, `${name} needs a constant pattern`, '');
  let value = lowerValue(subject, scope);
  if (name !== 'trim_end') value = call('replace-regex', value, text(`^(?:${constant})`), text(''));
  if (name !== 'trim_start') value = call('replace-regex', value, text(`(?:${constant})$`), text(''));
  return value;
}

/** A function that the query itself defines, put in place with its arguments. */
function ownFunction(node: Syntax, args: readonly Syntax[], scope: Scope): Value {
  const name = nameOf(node);
  const meaning = scope.named.get(name);
  if (meaning?.means !== 'function') {
    throw new KustoError(node, `the function ${name}() is not supported`, 'docs/languages.md lists those that are');
  }
  const given = meaning.parameters.map((parameter, at) => {
    const argument = args[at] ?? parameter.otherwise;
    if (argument === undefined) throw new KustoError(node, `${name}() needs ${parameter.name}`, '');
    return [parameter.name, { means: 'value', value: lowerValue(argument, scope) }] as const;
  });
  const body = meaning.body.children.findLast(({ kind }) => kind !== 'CloseBraceToken' && kind !== 'SemicolonToken');
  if (body === undefined) throw new KustoError(node, `${name}() has no body`, '');
  return lowerValue(body, withNames({ ...meaning.scope, column: scope.column }, given));
}

const conditionFunctions = new Set([
  'isempty',
  'isnotempty',
  'isnull',
  'isnotnull',
  'notnull',
  'notempty',
  'not',
  'isnan',
  'isinf',
]);

function isCondition(node: Syntax): boolean {
  if (node.kind === 'FunctionCallExpression') return conditionFunctions.has(nameOf(node).toLowerCase());
  return /^(?:And|Or|Equal|NotEqual|LessThan|GreaterThan|EqualTilde|BangTilde|Not|In|Has|Contains|StartsWith|EndsWith|Matches|Between)/.test(
    node.kind,
  );
}
