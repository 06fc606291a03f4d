/**
 * Sigma rules, correlations and filters (specification v2.1.0) to IR.
 *
 * Its syntax tree never leaves this room; the order is read-*, then lower-*, and compile-sigma.ts shows both at a glance.
 */

export type { LogSourceRef } from './ast.ts';
export { type CompiledException, compileException } from './compile-exception.ts';
export { ecsNames, fieldRef, fieldValue, ownTaxonomyNames } from './field-names.ts';
export { fieldPlaces } from './field-places.ts';
export { routeOf } from './route-of.ts';
export { sigma } from './sigma.ts';
