import { readFileSync } from 'node:fs';
import { loadBundle, type RuleBundle } from '../lib/engine/index.ts';
import { type CorpusFile, type Lines, linesOf, openCorpora } from './corpora.ts';
import { halfCandidates } from './half-candidates.ts';
import { sourceCosts } from './sources.ts';
import type { Task } from './task.ts';
import { decoding } from './tasks/decoding.ts';
import { fourTimes } from './tasks/four-times.ts';
import { jsonRulesEngine } from './tasks/json-rules-engine.ts';
import { overNaive } from './tasks/over-naive.ts';
import { rates } from './tasks/rates.ts';
import { equality } from './workload.ts';

/** Does one task, told as JSON in the first argument, and prints what came of it. See measured.ts. */
const task: Task = JSON.parse(process.argv[2] ?? '');
process.stdout.write(JSON.stringify(await done(task)));

async function done({ what, corpus, half, bundle, second, count }: Task): Promise<unknown> {
  const lines = linesIn(corpus, half);
  const workload = () => ({ lines, bundle: bundleIn(bundle) });
  switch (what) {
    case 'rates':
      return rates(workload(), count);
    case 'equality':
      return equality(workload());
    case 'over naive':
      return overNaive(workload(), count);
    case 'four times':
      return fourTimes(bundleIn(bundle), bundleIn(second), lines, count);
    case 'json-rules-engine':
      return jsonRulesEngine(workload());
    case 'decoding':
      return decoding(lines, count);
    case 'sources':
      return sourceCosts();
    default:
      return what satisfies never;
  }
}

function linesIn(corpus: CorpusFile, half: boolean): Lines {
  const open = openCorpora();
  if (open === null) throw new Error('the corpora are not on this machine');
  const { bytes } = open(corpus);
  return linesOf(half ? halfCandidates(bytes) : bytes);
}

function bundleIn(path: string): RuleBundle {
  return loadBundle(readFileSync(path));
}
