/**
 * `npm run long:published`: what of the public SECL policy and of the public Sentinel rules compiles, how it runs, and
 * what the rest is refused for. Ends with a non-zero status where the policy has an error.
 */
import { markNotEvaluable } from '../../lib/build/evaluability.ts';
import { kusto } from '../../lib/language/kusto/index.ts';
import { secl } from '../../lib/language/secl/index.ts';
import type { CompiledRule } from '../../lib/language/text/index.ts';
import { eventKinds } from '../../lib/sources/index.ts';
import { analyticsFiles, policyFiles, tally } from '../language/published.ts';

const settings = { values: {}, exceptions: {} };
const kinds = eventKinds();
if (policyFiles().length === 0) {
  console.log('skipped: the public test data is not on this machine (set WEIR_CORPORA)');
  process.exit(0);
}

const policy = markNotEvaluable(secl.compile(policyFiles(), settings), kinds);
report('SECL policy', policy);
report('Sentinel analytics rules', markNotEvaluable(kusto.compile(analyticsFiles(), settings), kinds));
process.exitCode = policy.some(({ status }) => status === 'error') ? 1 : 0;

function report(title: string, rules: readonly CompiledRule[]): void {
  const share = (count: number) => `${((100 * count) / rules.length).toFixed(0)}%`;
  console.log(`${title}: ${rules.length} rules`);
  for (const [status, count] of tally(rules.map(rule => rule.status)))
    console.log(`  ${status} ${count} (${share(count)})`);
  const running = rules.flatMap(({ rule, status }) => (rule === null || status !== 'ok' ? [] : [rule.detection.kind]));
  for (const [kind, count] of tally(running)) console.log(`    as ${kind} ${count}`);
  const others = rules
    .filter(({ status }) => status !== 'ok')
    .map(({ diagnostics }) => diagnostics.at(-1)?.message ?? '');
  for (const [reason, count] of tally(others)) console.log(`    ${count} × ${reason}`);
}
