import { cpus } from 'node:os';
import { createMatcher, type RuleBundle } from '../lib/engine/index.ts';
import type { Rule } from '../lib/ir/index.ts';
import { type Corpus, type CorpusFile, linesOf } from './corpora.ts';
import { millis, pairs } from './measure.ts';
import { mutated } from './mutated.ts';
import { createNaiveMatcher } from './naive-matcher.ts';
import { type Result, table } from './report.ts';
import { bundleOf, rulesOf } from './rules.ts';
import {
  differences,
  eventsOf,
  matchAll,
  matchReady,
  parseReady,
  parseSlices,
  tables,
  type Workload,
} from './workload.ts';

export interface FullOptions {
  readonly open: (file: CorpusFile) => Corpus;
  readonly count: number;
  readonly asJson: boolean;
}

/** All workloads over the pinned corpora, printed. Says whether every match set was the reference's. */
export function fullForm({ open, count, asJson }: FullOptions): boolean {
  const sigma = rulesOf(open('sigmahq-rules.tar.gz').bytes, path => path.endsWith('.yml'));
  const elastic = rulesOf(open('elastic-rules.tar.gz').bytes, path => path.endsWith('.toml'));
  const workload = (name: string, goal: string, file: CorpusFile, rules: readonly Rule[]): Workload => ({
    name,
    goal,
    lines: linesOf(open(file).bytes),
    bundle: bundleOf(rules),
  });
  const results = [
    workload('Windows mix, all SigmaHQ rules', '>= 0.45', 'windows-otrf-20k.ndjson.gz', sigma),
    workload('process creation, all SigmaHQ rules', '>= 0.30', 'windows-process-creation.ndjson.gz', sigma),
    workload('CloudTrail, all SigmaHQ rules', '>= 1.5', 'cloudtrail-stratus.ndjson.gz', sigma),
    workload('process creation, all Elastic rules', '>= 0.3', 'windows-process-creation.ndjson.gz', elastic),
  ].map(each => measured(each, count));
  const scale = fourTimes(sigma, linesOf(open('windows-process-creation.ndjson.gz').bytes), count);
  if (asJson) console.log(JSON.stringify({ cpu: cpus()[0]?.model, node: process.version, results, scale }));
  else {
    console.log(`${cpus()[0]?.model}, ${cpus().length} processors, Node ${process.version}, ${count} pairs\n`);
    console.log(table(results));
    console.log(`\nfour times as many rules (mutated literals), process creation: ${scale.toFixed(2)} times the time`);
  }
  return results.every(({ wrong }) => wrong === 0);
}

function measured(workload: Workload, count: number): Result {
  const { lines, bundle } = workload;
  const texts = lines.starts.map((start, at) => lines.bytes.toString('utf8', start, lines.ends[at]));
  const all = texts.flatMap((text, at) => eventsOf(text, at + 1));
  const fastest = millis(parseReady(texts)) < millis(parseSlices(lines)) ? parseReady(texts) : parseSlices(lines);
  const whole = pairs(fastest, matchAll(workload), count);
  const control = pairs(fastest, fastest, count);
  const matcher = createMatcher(bundle, tables);
  const engine = pairs(fastest, matchReady(matcher, all), count);
  const { evaluations, routed } = matcher.counts();
  // The reference is slow by design; a fixed stride keeps its share of the run in minutes.
  const stride = Math.max(1, Math.floor(all.length / SAMPLED));
  const sample = all.filter((_, at) => at % stride === 0);
  return {
    name: workload.name,
    goal: workload.goal,
    events: all.length,
    whole: whole.ratio,
    control: control.ratio,
    engineMicros: (engine.b * 1000) / all.length,
    parseMicros: (whole.a * 1000) / all.length,
    wholeMicros: (whole.b * 1000) / all.length,
    overNaive: overNaive(bundle, sample),
    evaluated: routed === 0 ? 0 : evaluations / routed,
    compared: sample.length,
    wrong: differences(workload, sample).length,
  };
}

const SAMPLED = 250;
const NAIVE_EVENTS = 60;

function overNaive(bundle: RuleBundle, sample: Parameters<typeof matchReady>[1]): number {
  const some = sample.filter((_, at) => at % Math.max(1, Math.floor(sample.length / NAIVE_EVENTS)) === 0);
  const naive = createNaiveMatcher(bundle, tables);
  const matcher = createMatcher(bundle, tables);
  const slow = (): void => {
    for (const event of some) naive(event);
  };
  slow();
  const fast = matchReady(matcher, some);
  for (let warm = 0; warm < 20; warm += 1) fast();
  return (
    millis(slow) /
    (millis(() => {
      for (let again = 0; again < 20; again += 1) fast();
    }) /
      20)
  );
}

function fourTimes(rules: readonly Rule[], lines: Workload['lines'], count: number): number {
  const all = lines.starts.flatMap((start, at) =>
    eventsOf(lines.bytes.toString('utf8', start, lines.ends[at]), at + 1),
  );
  const once = matchReady(createMatcher(bundleOf(rules), tables), all);
  const more = [1, 2, 3].flatMap(round => rules.map(rule => mutated(rule, round)));
  const four = matchReady(createMatcher(bundleOf([...rules, ...more]), tables), all);
  return 1 / pairs(once, four, count).ratio.median;
}
