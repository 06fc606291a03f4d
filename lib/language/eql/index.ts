/**
 * Elastic's Event Query Language: text to AST to IR.
 *
 * Knows no rule file and no event. What Elastic documents is what holds; Endgame's older EQL is told apart and refused.
 */

export { type CompiledQuery, compileEql } from './compile.ts';
export { eql } from './eql.ts';
export { eqlSupport } from './support.ts';
