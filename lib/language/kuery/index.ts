/**
 * Kibana's query language (KQL, `kuery`): text to AST to IR.
 *
 * Knows no rule file and no event. Which fields are analysed text is ECS's choice, and stands in text-field.ts.
 */

export { compileKuery, kuery } from './compile.ts';
export { kuerySupport } from './support.ts';
