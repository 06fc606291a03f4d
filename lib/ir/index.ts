/**
 * The one shared meaning of all rule languages, as plain readonly JSON: it survives JSON.stringify, holds no RegExp, no
 * closure and no hidden default. Prints itself; parses nothing. Every choice a language leaves open (case, wildcards,
 * arrays, missing fields, coercion) was made when its rule was lowered, and stands here in words.
 */

export type * from './detection.ts';
export type * from './field-ref.ts';
export { type FunctionName, functionMeanings, isFunctionName } from './functions.ts';
export { type Leg, legs } from './legs.ts';
export { linkedValues } from './linked-values.ts';
export type * from './predicate.ts';
export { printPredicate, printValue } from './print-predicate.ts';
export { printRule } from './print-rule.ts';
export { printTest } from './print-test.ts';
export type * from './relation.ts';
export type * from './rule.ts';
export { simplify } from './simplify.ts';
export type * from './test.ts';
export type * from './value.ts';
export {
  fieldsOfPredicate,
  fieldsOfRule,
  fieldsOfValue,
  predicatesOfRule,
  testsOfPredicate,
  testsOfRule,
} from './visit.ts';
