import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RuleBundle } from '../../../lib/engine/index.ts';
import type { Micros } from '../../../lib/event/index.ts';
import type { RuleSet } from '../../rule-set.ts';
import { configureCase } from '../configure-case.ts';
import { caseLogs } from '../decode-events.ts';
import { readTestFile } from '../read-test-file.ts';
import { runCase } from '../run-case.ts';
import type { TestCase } from '../test-case.ts';
import type { Mutation } from './mutation.ts';
import type { Evasion, MutatedRule } from './mutation-report.ts';

export interface RuleFileMutation {
  /** The rule file, as the build names it. */
  readonly path: string;
  readonly testPath: string;
  readonly set: RuleSet;
  readonly now: Micros;
  readonly mutations: readonly Mutation[];
}

/** Runs every case that must be found once more under each mutation. A case that does not pass as it is, is left out. */
export async function mutateRuleFile({ path, testPath, set, now, mutations }: RuleFileMutation): Promise<MutatedRule> {
  const { cases } = readTestFile({ path: testPath, text: readFileSync(testPath, 'utf8') });
  const tried: Record<string, number> = {};
  const evasions: Evasion[] = [];
  for (const one of cases) {
    if (one.expect.findings === 0 || one.input.from !== 'events') continue;
    const asWritten = one.input.events.map(({ log }) => log);
    const { build, problems } = configureCase(one, path, set);
    const isMissed = (logs: readonly string[]) => missed(one, logs, build.bundle, testPath, now);
    if (problems.length > 0 || (await isMissed(asWritten))) continue;
    for (const mutation of mutations) {
      for (const { detail, logs } of mutation.mutants(asWritten)) {
        tried[mutation.name] = (tried[mutation.name] ?? 0) + 1;
        if (await isMissed(logs))
          evasions.push({ mutation: mutation.name, detail, case: one.name, line: one.span.line });
      }
    }
  }
  const title = set.build.rules.find(rule => rule.path === path && rule.rule?.emits === true)?.title ?? '';
  return { rule: path, title, tried, evasions };
}

/** Are there fewer events in findings than findings asked for? A user who is not named may merge two of them into one. */
async function missed(
  test: TestCase,
  logs: readonly string[],
  bundle: RuleBundle,
  testPath: string,
  now: Micros,
): Promise<boolean> {
  const times = test.input.from === 'events' ? test.input.events.map(({ at }) => at) : [];
  const input = {
    from: 'events' as const,
    events: logs.map((log, position) => ({ log, at: times[position] ?? null })),
  };
  const decoded = await caseLogs({ ...test, input }, testPath, dirname(testPath), now);
  const { findings } = await runCase(test, bundle, decoded, 0, now);
  return findings.reduce((sum, { count }) => sum + count, 0) < test.expect.findings;
}
