import { KustoError } from './kusto-error.ts';
import { type Literal, literalOf, spanMicros, timeMicros } from './literals.ts';
import { type Rows, tableRows } from './rows.ts';
import type { Scope } from './scope.ts';
import { child, elements, nameOf, type Syntax, spell } from './syntax.ts';

interface Column {
  readonly name: string;
  readonly type: string;
}

/** `datatable(a:string, b:int) ["x", 1, …]`. */
export function datatableRows(node: Syntax): Rows {
  const columns = columnsOf(node);
  const cells = elements(node).map(cell => {
    const literal = literalOf(cell);
    if (literal === undefined) throw new KustoError(cell, 'datatable holds constants only', '');
    return literal;
  });
  if (cells.length % columns.length !== 0) {
    throw new KustoError(node, `${cells.length} values do not fill rows of ${columns.length} columns`, '');
  }
  const rows = Array.from({ length: cells.length / columns.length }, (_, row) =>
    cells.slice(row * columns.length, (row + 1) * columns.length),
  );
  return tableRows(
    columns.map(({ name }) => name),
    rows,
  );
}

/**
 * `externaldata(a:string) [@"https://host/list.csv"]`. Nothing is downloaded: its rows are the list of this address, or of
 * the file's name without its ending, under `values` in weir.yml.
 */
export function externalRows(node: Syntax, scope: Scope): Rows {
  const columns = columnsOf(node);
  const addresses = elements(node).map(address => String(literalOf(address) ?? ''));
  const [address = '', another] = addresses;
  if (another !== undefined)
    throw new KustoError(node, 'externaldata from several addresses', 'join the lists into one');
  const { lists } = scope.surroundings;
  const file = address
    .replace(/[?#].*$/, '')
    .replace(/^.*\//, '')
    .replace(/\..*$/, '');
  const name = [address, file].find(known => listNamed(known, lists) !== undefined || hasColumns(known, lists));
  if (name === undefined) {
    const hint = `put its rows under values in weir.yml, as ${file}${columns.length > 1 ? ` and ${file}.COLUMN` : ''}`;
    throw new KustoError(node, `weir downloads nothing, and has no list for ${address}`, hint);
  }
  const [first] = columns;
  const values = columns.map(column => {
    const own = listNamed(`${name}.${column.name}`, lists) ?? (column === first ? listNamed(name, lists) : undefined);
    if (own === undefined) throw missingColumn(name, column.name, node);
    return own.map(text => typed(text, column.type, node));
  });
  return tableRows(
    columns.map(column => column.name),
    sideBySide(name, values, node),
  );
}

/** `_GetWatchlist('name')`: the list of that name is its SearchKey, `name.Column` its other columns, row by row. */
export function watchlistRows(args: readonly (Literal | undefined)[], node: Syntax, scope: Scope): Rows {
  const [name, another] = args;
  if (typeof name !== 'string' || another !== undefined)
    throw new KustoError(node, '_GetWatchlist takes the constant name of a watchlist', "_GetWatchlist('name')");
  const { lists } = scope.surroundings;
  const others = Object.keys(lists).filter(list => list.startsWith(`${name}.`));
  const keys = listNamed(name, lists);
  if (keys === undefined && others.length === 0) {
    throw new KustoError(
      node,
      `no watchlist ${name} is configured`,
      `put its search keys under values: ${name} in weir.yml`,
    );
  }
  const columns = [
    ...(keys === undefined ? [] : [{ name: 'SearchKey', values: keys }]),
    ...others.map(list => ({ name: list.slice(name.length + 1), values: listNamed(list, lists) ?? [] })),
  ].filter((column, at, all) => all.findIndex(other => other.name === column.name) === at);
  return tableRows(
    columns.map(column => column.name),
    sideBySide(
      name,
      columns.map(({ values }) => values),
      node,
    ),
  );
}

function columnsOf(node: Syntax): readonly Column[] {
  const columns = elements(child(node, 'RowSchema')).map(declared => ({
    name: nameOf(declared.children[0] ?? declared),
    type: spell(declared.children[2] ?? declared).toLowerCase(),
  }));
  if (columns.length === 0) throw new KustoError(node, 'a table without columns', 'write (name: string)');
  return columns;
}

function listNamed(name: string, lists: Scope['surroundings']['lists']): readonly string[] | undefined {
  return Object.hasOwn(lists, name) ? lists[name] : undefined;
}

function hasColumns(name: string, lists: Scope['surroundings']['lists']): boolean {
  return Object.keys(lists).some(list => list.startsWith(`${name}.`));
}

function missingColumn(list: string, column: string, at: Syntax): KustoError {
  return new KustoError(at, `${list} has no column ${column}`, `put it under values: ${list}.${column} in weir.yml`);
}

/** Columns of one table stand beside each other, so that they are equally long. */
function sideBySide(name: string, columns: readonly (readonly Literal[])[], at: Syntax): Literal[][] {
  const [length, ...others] = columns.map(column => column.length);
  const odd = others.find(other => other !== length);
  if (odd !== undefined) {
    const hint = `lists of ${name} under values in weir.yml need a value for each row`;
    throw new KustoError(at, `${name} has a column of ${length ?? 0} values and one of ${odd}`, hint);
  }
  return Array.from({ length: length ?? 0 }, (_, row) => columns.map(column => column[row] ?? null));
}

/** Lists hold texts; the query says what it takes them for. */
function typed(text: string, type: string, at: Syntax): Literal {
  switch (type) {
    case 'int':
    case 'long':
    case 'real':
    case 'double':
    case 'decimal':
      return text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text);
    case 'bool':
    case 'boolean':
      return /^(?:true|1)$/i.test(text);
    case 'datetime':
      return timeMicros(at, text);
    case 'timespan':
      return spanMicros(at, text);
    default:
      return text;
  }
}
