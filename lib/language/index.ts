/**
 * Any rule file to the language that reads it, and all rules of all languages to IR.
 *
 * Knows every language's door and none of their insides.
 */

export { compileRules } from './compile-rules.ts';
export { languageOf, languages } from './languages.ts';
export { narrowRule } from './narrow-rule.ts';
export { fieldPlaces } from './sigma/index.ts';
