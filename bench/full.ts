import { cpus, loadavg } from 'node:os';
import type { Corpus, CorpusFile } from './corpora.ts';
import { withBench } from './measured.ts';
import { mutated } from './mutated.ts';
import { type Report, type Row, reportText } from './report.ts';
import { bundleOf, rulesOf } from './rules.ts';

export interface FullOptions {
  readonly open: (file: CorpusFile) => Corpus;
  readonly count: number;
  readonly asJson: boolean;
}

const windows = 'windows-otrf-20k.ndjson.gz';
const processes = 'windows-process-creation.ndjson.gz';
const trail = 'cloudtrail-stratus.ndjson.gz';

/** All workloads over the pinned corpora, printed. Says whether every match set was the reference's. */
export function fullForm({ open, count, asJson }: FullOptions): boolean {
  const sigma = rulesOf(open('sigmahq-rules.tar.gz').bytes, path => path.endsWith('.yml'));
  const elastic = rulesOf(open('elastic-rules.tar.gz').bytes, path => path.endsWith('.toml'));
  const report = withBench(count, ({ keep, ask }): Report => {
    const bundles = {
      sigma: keep('sigma', bundleOf(sigma)),
      elastic: keep('elastic', bundleOf(elastic)),
      four: keep('four', bundleOf([...sigma, ...[1, 2, 3].flatMap(round => sigma.map(rule => mutated(rule, round)))])),
    };
    const row = (name: string, goal: string, corpus: CorpusFile, rules: 'sigma' | 'elastic', half = false): Row => {
      const given = { bundle: bundles[rules], half };
      return {
        name,
        goal,
        rates: ask('rates', corpus, given),
        equality: ask('equality', corpus, given),
        overNaive: ask('over naive', corpus, given),
      };
    };
    return {
      machine: `${cpus()[0]?.model}, ${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`,
      pairs: count,
      rules: { sigma: sigma.length, elastic: elastic.length },
      rows: [
        row('Windows mix, all SigmaHQ rules', '≥ 0.45', windows, 'sigma'),
        row('process creation, all SigmaHQ rules', '≥ 0.30', processes, 'sigma'),
        row('CloudTrail, all SigmaHQ rules', '≥ 1.5', trail, 'sigma'),
        row('CloudTrail, half of it candidates', '≥ 0.4', trail, 'sigma', true),
        row('process creation, all Elastic rules', '≥ 0.3', processes, 'elastic'),
      ],
      fourTimes: ask('four times', processes, { bundle: bundles.sigma, second: bundles.four }),
      peers: [
        { name: 'process creation', peer: ask('json-rules-engine', processes, { bundle: bundles.sigma }) },
        { name: 'CloudTrail', peer: ask('json-rules-engine', trail, { bundle: bundles.sigma }) },
      ],
      decoding: [
        { name: 'Windows mix', of: ask('decoding', windows) },
        { name: 'CloudTrail', of: ask('decoding', trail) },
      ],
      sources: ask('sources', trail),
    };
  });
  console.log(asJson ? JSON.stringify(report) : reportText(report));
  return report.rows.every(({ equality }) => equality.differing === 0);
}
