import type { Figure, FigureFunction, Predicate, Value } from '../../ir/index.ts';
import { KustoError } from './kusto-error.ts';
import { lowerPredicate } from './lower-predicate.ts';
import { constantOf, lowerValue } from './lower-value.ts';
import { namedValues, ownName } from './named-values.ts';
import { extendRows, type Rows, summarizeRows } from './rows.ts';
import { columnValue, type Scope } from './scope.ts';
import { child, elements, nameOf, type Syntax } from './syntax.ts';

const always: Predicate = { op: 'always' };

/** `summarize a = f(x), … by …`. An aggregate inside of an expression is a hidden figure that the expression reads. */
export function lowerSummarize(operator: Syntax, rows: Rows, scope: Scope): Rows {
  const clause = child(operator, 'SummarizeByClause');
  const by = clause === undefined ? [] : namedValues(elements(clause), scope);
  const lists = operator.children.filter(({ kind }) => kind === 'List');
  const figures: Figure[] = [];
  const computed: { readonly name: string; readonly value: Value }[] = [];
  let everything: ((name: string) => Figure) | null = null;
  for (const [at, node] of elements(lists.at(-1)).entries()) {
    const isNamed = node.kind === 'SimpleNamedExpression';
    const expression = isNamed ? (node.children[2] ?? node) : node;
    const name = isNamed ? nameOf(node.children[0] ?? node) : figureName(expression, at);
    if (!isAggregate(expression)) {
      computed.push({ name, value: withFigures(expression, name, figures, scope) });
      continue;
    }
    const found = aggregate(expression, name, scope);
    figures.push(...found.figures);
    everything = found.everything ?? everything;
  }
  const grouped = summarizeRows(rows, by, figures, everything);
  return computed.length === 0 ? grouped : extendRows(grouped, computed);
}

const plainAggregates: Readonly<Record<string, FigureFunction>> = {
  count: 'count',
  dcount: 'distinct',
  count_distinct: 'distinct',
  sum: 'sum',
  min: 'min',
  max: 'max',
  avg: 'average',
  stdev: 'deviation',
  variance: 'variance',
  percentile: 'percentile',
  make_set: 'set',
  makeset: 'set',
  make_list: 'list',
  makelist: 'list',
  any: 'any',
  take_any: 'any',
  arg_max: 'at-max',
  arg_min: 'at-min',
  make_bag: 'bag',
};

function aggregateFunction(node: Syntax): { readonly figure: FigureFunction; readonly isConditional: boolean } | null {
  if (node.kind !== 'FunctionCallExpression') return null;
  const name = nameOf(node).toLowerCase();
  const plain = own(name);
  if (plain !== undefined) return { figure: plain, isConditional: false };
  const conditional = own(name.replace(/_?if$/, ''));
  return conditional !== undefined && /if$/.test(name) ? { figure: conditional, isConditional: true } : null;
}

function own(name: string): FigureFunction | undefined {
  return Object.hasOwn(plainAggregates, name) ? plainAggregates[name] : undefined;
}

function isAggregate(node: Syntax): boolean {
  return aggregateFunction(node) !== null;
}

interface Aggregated {
  readonly figures: readonly Figure[];
  readonly everything?: (name: string) => Figure;
}

function aggregate(node: Syntax, name: string, scope: Scope): Aggregated {
  const found = aggregateFunction(node);
  if (found === null) throw new KustoError(node, 'not an aggregate', '');
  const args = elements(node.children[1]);
  const { figure, isConditional } = found;
  if (figure === 'at-max' || figure === 'at-min') return at(figure, name, args, scope, node);
  const condition = isConditional ? args.at(-1) : undefined;
  const values = isConditional ? args.slice(0, -1) : args;
  const where = condition === undefined ? always : lowerPredicate(condition, scope);
  const of = values.map(value => lowerValue(value, scope));
  if (figure === 'any' && values.length !== 1) {
    return {
      figures: values.map((value, position) => ({
        name: ownName(value, position),
        function: figure,
        of: [of[position] ?? columnValue(name)],
        where,
      })),
    };
  }
  // The accuracy that dcount takes does not matter where counting is exact.
  return { figures: [{ name, function: figure, of: figure === 'distinct' ? of.slice(0, 1) : of, where }] };
}

/** arg_max(by, a, b, …): a, b and the greatest `by` itself. */
function at(
  figure: 'at-max' | 'at-min',
  name: string,
  args: readonly Syntax[],
  scope: Scope,
  node: Syntax,
): Aggregated {
  const [by, ...carried] = args;
  if (by === undefined) throw new KustoError(node, 'arg_max and arg_min need what to compare', '');
  const order = lowerValue(by, scope);
  const own: Figure = {
    name: by.kind === 'NameReference' ? nameOf(by) : name,
    function: figure,
    of: [order, order],
    where: always,
  };
  if (carried.some(({ kind }) => kind === 'StarExpression')) {
    return {
      figures: [own],
      everything: column => ({ name: column, function: figure, of: [columnValue(column), order], where: always }),
    };
  }
  const others = carried.map(
    (value, position): Figure => ({
      name: ownName(value, position),
      function: figure,
      of: [lowerValue(value, scope), order],
      where: always,
    }),
  );
  return { figures: [own, ...others] };
}

/** An expression over aggregates: `count() > 5`, `max(x) - min(x)`. */
function withFigures(node: Syntax, name: string, figures: Figure[], scope: Scope): Value {
  const hidden = new Map<Syntax, string>();
  const collect = (inner: Syntax): void => {
    if (isAggregate(inner)) {
      const own = `$${name}_${hidden.size}`;
      hidden.set(inner, own);
      figures.push(...aggregate(inner, own, scope).figures);
    } else inner.children.forEach(collect);
  };
  collect(node);
  if (hidden.size === 0 && constantOf(node, scope) === undefined) {
    throw new KustoError(node, 'summarize needs an aggregate here', 'docs/languages.md lists those that are supported');
  }
  return lowerValue(replaced(node, hidden), { ...scope, column: columnValue });
}

function replaced(node: Syntax, hidden: ReadonlyMap<Syntax, string>): Syntax {
  const name = hidden.get(node);
  if (name === undefined) return { ...node, children: node.children.map(inner => replaced(inner, hidden)) };
  const { start, end } = node;
  const token: Syntax = { kind: 'IdentifierToken', text: name, start, end: Math.max(end, start + 1), children: [] };
  return { kind: 'NameReference', text: '', start, end: token.end, children: [token] };
}

/** Kusto's names of figures without one: count_, dcount_User, set_User. */
function figureName(node: Syntax, at: number): string {
  const name = node.kind === 'FunctionCallExpression' ? nameOf(node).toLowerCase() : '';
  const argument = elements(node.children[1])[0];
  const column = argument === undefined ? '' : ownName(argument, at);
  if (/^make_?set/.test(name)) return `set_${column}`;
  if (/^make_?list/.test(name)) return `list_${column}`;
  if (/^(?:any|take_any)$/.test(name)) return column;
  return name === '' ? `Column${at + 1}` : `${name}_${column}`;
}
