import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpora } from '../corpora.ts';
import { judge } from './judge.ts';
import { readScenarios, sitesOwn } from './scenarios.ts';
import { runStream, shippedBundle, streamsOf } from './streams.ts';

const known = corpora();
const root = join(import.meta.dirname, '..', '..');

/** Without recordings this skips; `npm run telemetry` prints every stream. */
describe.skipIf(known === null)('the rules that ship, on recorded telemetry', () => {
  const folder = join(known ?? '', 'telemetry');
  const wanted = ['falco-derived', 'audit, raw'];
  const outcomes = async (configPath: string) => {
    const scenarios = readScenarios(folder);
    const bundle = shippedBundle(root, configPath);
    const streams = streamsOf(folder).filter(({ name }) => wanted.includes(name));
    const runs = await Promise.all(streams.map(stream => runStream(stream, bundle)));
    const judged = runs.flatMap(run => judge(scenarios, run).map(one => ({ stream: run.stream.name, ...one })));
    const told = (all: typeof judged) =>
      all.map(
        ({ stream, scenario, outcome, by }) =>
          `${stream} ${scenario.id} ${outcome} ${by.map(({ title }) => title).join(', ')}`,
      );
    return {
      missed: told(
        judged.filter(
          ({ scenario, outcome }) => scenario.verdict === 'alert' && !['found', 'unseen'].includes(outcome),
        ),
      ),
      noise: told(judged.filter(({ scenario, by }) => scenario.verdict === 'benign' && by.length > 0)),
    };
  };

  it('find every attack and no benign act, as they ship', async () =>
    expect(await outcomes('')).toEqual({ missed: [], noise: [] }));

  it('and with the lists that the site would have', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'weir-telemetry-')), 'weir.yml');
    writeFileSync(path, sitesOwn(readScenarios(folder)));
    expect(await outcomes(path)).toEqual({ missed: [], noise: [] });
  });
});
