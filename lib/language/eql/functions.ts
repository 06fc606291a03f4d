/** What an argument may be. A field is of any type, since the data decides. */
export type ArgumentType = 'string' | 'number' | 'integer' | 'boolean' | 'any';
export type ResultType = 'string' | 'number' | 'boolean';

/** One function of Elastic's EQL. */
export interface EqlFunction {
  readonly name: string;
  readonly args: readonly Parameter[];
  /** The last parameter may come any number of times more. */
  readonly isVariadic: boolean;
  readonly result: ResultType;
  /** Has it a form `name~(…)`? */
  readonly hasCaselessForm: boolean;
}

export interface Parameter {
  readonly type: ArgumentType;
  readonly isOptional: boolean;
  /** Elastic refuses fields here. */
  readonly mustBeConstant: boolean;
}

const string: Parameter = { type: 'string', isOptional: false, mustBeConstant: false };
const number: Parameter = { type: 'number', isOptional: false, mustBeConstant: false };
const any: Parameter = { type: 'any', isOptional: false, mustBeConstant: false };
const fixed: Parameter = { type: 'string', isOptional: false, mustBeConstant: true };
const optional = (type: ArgumentType): Parameter => ({ type, isOptional: true, mustBeConstant: false });

const all: readonly EqlFunction[] = [
  define('add', [number, number], 'number'),
  define('between', [string, string, string, optional('boolean')], 'string', { caseless: true }),
  define('cidrMatch', [string, fixed], 'boolean', { variadic: true }),
  define('concat', [any], 'string', { variadic: true }),
  define('divide', [number, number], 'number'),
  define('endsWith', [string, string], 'boolean', { caseless: true }),
  define('indexOf', [string, string, optional('integer')], 'number', { caseless: true }),
  define('length', [string], 'number'),
  define('modulo', [number, number], 'number'),
  define('multiply', [number, number], 'number'),
  define('number', [string, { type: 'integer', isOptional: true, mustBeConstant: true }], 'number'),
  define('startsWith', [string, string], 'boolean', { caseless: true }),
  define('string', [any], 'string'),
  define('stringContains', [string, string], 'boolean', { caseless: true }),
  define(
    'substring',
    [string, { type: 'integer', isOptional: false, mustBeConstant: false }, optional('integer')],
    'string',
  ),
  define('subtract', [number, number], 'number'),
  define('wildcard', [string, fixed], 'boolean', { variadic: true, caseless: true }),
];

/** By name in lower case: Elastic takes `cidrmatch` for `cidrMatch`. */
export const eqlFunctions: ReadonlyMap<string, EqlFunction> = new Map(all.map(one => [one.name.toLowerCase(), one]));

/** Functions of Endgame's EQL that Elastic does not have, and what to write instead. */
export const endgameFunctions: ReadonlyMap<string, string> = new Map([
  ['arraycontains', 'a comparison with an array already holds where any member fits'],
  ['arraycount', 'arrays cannot be counted'],
  ['arraysearch', 'a comparison with an array already holds where any member fits'],
  ['match', 'use the operator regex'],
  ['matchlite', 'use the operator regex'],
  ['safe', 'a function given what it cannot use is null'],
]);

function define(
  name: string,
  args: readonly Parameter[],
  result: ResultType,
  { variadic = false, caseless = false } = {},
): EqlFunction {
  return { name, args, isVariadic: variadic, result, hasCaselessForm: caseless };
}
