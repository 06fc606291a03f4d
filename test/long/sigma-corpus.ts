/**
 * `npm run long:sigma`: all published Sigma rules, compiled; those with recorded events, on their events; and every rule
 * on every event in the compiled engine and in the reference. Ends with a non-zero status where anything differs.
 */
import { join } from 'node:path';
import { compileRules } from '../../lib/language/index.ts';
import { readArchive } from '../archive.ts';
import { corpora } from '../corpora.ts';
import { crossProduct, regressionCases } from '../language/sigma/regression.ts';

const folder = corpora();
if (folder === null) {
  console.log('skipped: the public test data is not on this machine (set WEIR_CORPORA)');
  process.exit(0);
}

const files = readArchive(join(folder, 'sigmahq-rules.tar.gz')).filter(({ path }) => path.endsWith('.yml'));
const start = performance.now();
const compiled = compileRules(files, { values: {}, exceptions: {} });
const seconds = ((performance.now() - start) / 1000).toFixed(1);
const errors = compiled.flatMap(({ diagnostics }) => diagnostics.filter(({ level }) => level === 'error'));
const unresolved = errors.filter(({ code }) => code === 'unresolved-placeholder');
const failed = compiled.filter(({ status }) => status === 'error');
console.log(`${compiled.length} rules in ${seconds} s, ${failed.length} refused for placeholders without values`);
for (const { span, message } of errors.filter(error => !unresolved.includes(error))) {
  console.log(`${span.path}:${span.line}:${span.column}  ${message}`);
}

const cases = regressionCases(folder);
const rules = compiled.flatMap(({ rule }) => (rule === null ? [] : [rule]));
const product = crossProduct(rules, cases);
const missed = cases.filter(
  ({ rule, least, events }) => events.filter(event => product.found.get(event)?.has(rule)).length < least,
);
const pairs = rules.length * product.found.size;
console.log(`${cases.length - missed.length} of ${cases.length} regression cases are found`);
console.log(`${pairs} pairs of rule and event, ${product.differing.length} events on which the engines differ`);
for (const { rule, title } of missed) console.log(`missed: ${rule} ${title}`);
process.exitCode = missed.length + product.differing.length + errors.length - unresolved.length === 0 ? 0 : 1;
