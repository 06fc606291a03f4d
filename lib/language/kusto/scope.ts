import type { Predicate, Value } from '../../ir/index.ts';
import type { Literal } from './literals.ts';
import type { Rows } from './rows.ts';
import type { Syntax } from './syntax.ts';

/** What a name that is no column stands for: a `let`, a parameter. */
export type Meaning =
  | { readonly means: 'literal'; readonly value: Literal }
  | { readonly means: 'value'; readonly value: Value }
  /** Rows are made anew wherever they are named: every use reads events of its own. */
  | {
      readonly means: 'rows';
      readonly make: () => Rows;
      /** Are they known before any event is? */
      readonly isGiven: boolean;
    }
  | {
      readonly means: 'function';
      readonly parameters: readonly Parameter[];
      readonly body: Syntax;
      readonly scope: Scope;
    };

export interface Parameter {
  readonly name: string;
  /** What stands for an argument that is left out; undefined where it must be given. */
  readonly otherwise: Syntax | undefined;
}

/** What names mean at one place of a query. */
export interface Scope {
  readonly named: ReadonlyMap<string, Meaning>;
  /** The value of a column of the rows at hand; null where they have none of that name. */
  readonly column: (name: string) => Value | null;
  /** All columns of those rows, where that is known: for messages. */
  readonly columnNames: () => readonly string[] | null;
  readonly surroundings: Surroundings;
}

/** What is the same everywhere in a query. */
export interface Surroundings {
  /** Watchlists and external data, by name: `values` of weir.yml. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly periodMicros: number;
  /** Conditions and rows inside of values: handed along, since each of them may hold any other. */
  readonly predicate: (node: Syntax, scope: Scope) => Predicate;
  readonly rows: (node: Syntax, scope: Scope) => Rows;
  readonly isTabular: (node: Syntax, scope: Scope) => boolean;
  /** The rows of a table; every call reads events of its own. */
  readonly table: (name: string, at: Syntax) => Rows;
}

export function withNames(scope: Scope, names: Iterable<readonly [string, Meaning]>): Scope {
  return { ...scope, named: new Map([...scope.named, ...names]) };
}

export function overRows(scope: Scope, rows: Rows): Scope {
  return { ...scope, column: name => (rows.has(name) ? columnValue(name) : null), columnNames: rows.names };
}

/** A column of a row, by its name. */
export function columnValue(name: string): Value {
  return { op: 'field', field: { field: name, names: [{ space: 'vendor', name }] } };
}
