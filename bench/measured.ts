import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { encodeBundle, type RuleBundle } from '../lib/engine/index.ts';
import type { CorpusFile } from './corpora.ts';
import type { Ratio } from './measure.ts';
import type { SourceCost } from './sources.ts';
import type { Task } from './task.ts';
import type { Decoding } from './tasks/decoding.ts';
import type { Peer } from './tasks/json-rules-engine.ts';
import type { Rates } from './tasks/rates.ts';
import type { Equality } from './workload.ts';

/** What the worker answers, by what it is asked. */
interface Answers {
  readonly rates: Rates;
  readonly equality: Equality;
  readonly 'over naive': Ratio;
  readonly 'four times': Ratio;
  readonly 'json-rules-engine': Peer;
  readonly decoding: readonly Decoding[];
  readonly sources: readonly SourceCost[];
}

export interface Bench {
  readonly keep: (name: string, bundle: RuleBundle) => string;
  readonly ask: <W extends Task['what']>(what: W, corpus: CorpusFile, rest?: Partial<Task>) => Answers[W];
}

/**
 * Runs each task in a fresh process, of code bundled as the functions are: a runner that compiles TypeScript on the way adds
 * a call to each function made per event, and what one measurement leaves on the heap the next one pays for.
 */
export function withBench<T>(count: number, use: (bench: Bench) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'weir-bench-'));
  const worker = join(folder, 'worker.mjs');
  buildSync({
    entryPoints: [join(import.meta.dirname, 'worker.ts')],
    outfile: worker,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  try {
    return use({
      keep: (name, bundle) => {
        const path = join(folder, `${name}.json`);
        writeFileSync(path, encodeBundle(bundle));
        return path;
      },
      ask: (what, corpus, rest = {}) => {
        const task: Task = { what, corpus, half: false, bundle: '', second: '', count, ...rest };
        if (process.stderr.isTTY) process.stderr.write(`${what}: ${corpus}\n`);
        const output = execFileSync(process.execPath, [worker, JSON.stringify(task)], {
          stdio: ['ignore', 'pipe', 'inherit'],
          maxBuffer: 2 ** 26,
        });
        return JSON.parse(output.toString());
      },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
