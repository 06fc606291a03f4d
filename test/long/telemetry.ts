import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { corpora } from '../corpora.ts';
import { type Judged, judge } from '../telemetry/judge.ts';
import { readScenarios, type Scenario, sitesOwn } from '../telemetry/scenarios.ts';
import { runStream, shippedBundle, streamsOf } from '../telemetry/streams.ts';

/**
 * The rules that ship, over recorded telemetry: `npm run telemetry -- [--recording FOLDER] [--config weir.yml] [--all]`.
 * First with the configuration as it ships, then with the lists that the site would have. `--all` prints every scenario.
 */
const { values } = parseArgs({
  options: { recording: { type: 'string' }, config: { type: 'string' }, all: { type: 'boolean', default: false } },
});
const root = join(import.meta.dirname, '..', '..');
const known = corpora();
const folder = values.recording ?? (known === null ? '' : join(known, 'telemetry'));
if (folder === '') {
  console.log('no recordings here: set WEIR_CORPORA, or name a folder with --recording');
} else {
  const scenarios = readScenarios(folder);
  const own = join(mkdtempSync(join(tmpdir(), 'weir-telemetry-')), 'weir.yml');
  writeFileSync(own, sitesOwn(scenarios));
  await measure('as shipped, values and windows empty', '', scenarios);
  await measure('with the site’s own values and windows', values.config ?? own, scenarios);
}

async function measure(title: string, configPath: string, scenarios: readonly Scenario[]): Promise<void> {
  const bundle = shippedBundle(root, configPath);
  console.log(`\n${title}: ${bundle.rules.length} rules`);
  const seen = new Map<string, Judged[]>();
  const hosts = new Set(scenarios.map(({ host }) => host)).size;
  for (const stream of streamsOf(folder)) {
    const run = await runStream(stream, bundle);
    const judged = judge(scenarios, run);
    for (const one of judged) seen.set(one.scenario.id, [...(seen.get(one.scenario.id) ?? []), one]);
    const of = (verdict: Scenario['verdict']) =>
      judged.filter(({ scenario, outcome }) => scenario.verdict === verdict && outcome !== 'unseen');
    const found = of('alert').filter(({ outcome }) => outcome === 'found').length;
    const noise = new Set(of('benign').flatMap(({ by }) => by.map(({ id }) => id))).size;
    const days = new Set(run.detections.map(({ row }) => row.finding.firstSeen.slice(0, 10))).size || 1;
    console.log(
      `  ${stream.name}: ${found} of ${of('alert').length} alerts found; ${of('benign').filter(({ by }) => by.length > 0).length} of ${of('benign').length} benign found; ` +
        `noise ${(noise / hosts / days).toFixed(1)} findings per host and day (${run.events} events, ${run.detections.length} findings)`,
    );
    for (const { scenario, outcome, by } of judged) {
      const isWrong =
        scenario.verdict === 'alert'
          ? ['not found', 'wrong entity'].includes(outcome)
          : scenario.verdict === 'benign' && by.length > 0;
      if (!isWrong && !values.all) continue;
      console.log(`    ${scenario.id} ${scenario.verdict}, ${outcome}: ${scenario.description}`);
      for (const { severity, title: rule, entity } of by)
        console.log(`      ${severity} ${rule} ${JSON.stringify(entity)}`);
    }
  }
  const lost = [...seen.values()].filter(
    all => all[0]?.scenario.verdict === 'alert' && !all.some(({ outcome }) => outcome === 'found'),
  );
  const alerts = scenarios.filter(({ verdict }) => verdict === 'alert').length;
  console.log(`  all streams together: ${alerts - lost.length} of ${alerts} alerts found`);
}
