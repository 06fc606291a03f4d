import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Micros } from '../../lib/event/index.ts';
import { renderDiagnostic } from '../../lib/language/text/index.ts';
import type { RuleSet } from '../rule-set.ts';
import { type ConfiguredCase, configureCase } from './configure-case.ts';
import { caseLogs } from './decode-events.ts';
import { type CaseOutcome, formProblems } from './form-problems.ts';
import { readTestFile } from './read-test-file.ts';
import { runCase } from './run-case.ts';
import type { TestedCase, TestedFile } from './test-report.ts';

export interface RuleFileTest {
  /** The rule file, as the build names it. */
  readonly path: string;
  readonly testPath: string;
  readonly set: RuleSet;
  readonly shuffles: number;
  /** Must the rules have what a person needs who gets their findings? */
  readonly form: boolean;
  readonly now: Micros;
}

/** Runs every case of one test file against the rules of the file beside it. */
export async function testRuleFile({ path, testPath, set, shuffles, form, now }: RuleFileTest): Promise<TestedFile> {
  const test = relative(set.root, testPath).startsWith('..') ? testPath : relative(set.root, testPath);
  const text = readFileSync(testPath, 'utf8');
  const { cases, diagnostics } = readTestFile({ path: test, text });
  const problems = diagnostics.map(diagnostic => renderDiagnostic(diagnostic, text));
  const builds = new Map<string, ConfiguredCase>();
  const tested: TestedCase[] = [];
  const outcomes: CaseOutcome[] = [];
  for (const one of cases) {
    const known = builds.get(one.configText);
    const configured = known ?? configureCase(one, path, set);
    builds.set(one.configText, configured);
    const logs = await caseLogs(one, test, dirname(testPath), now);
    const { messages, findings } =
      configured.problems.length > 0
        ? { messages: configured.problems, findings: [] }
        : await runCase(one, configured.build.bundle, logs, shuffles, now);
    outcomes.push({ isHit: one.expect.findings > 0, findings });
    const status = messages.length === 0 ? 'passed' : 'failed';
    tested.push({ name: one.name, line: one.span.line, status, messages });
  }
  if (cases.length === 0 && problems.length === 0) problems.push(`${test} holds no cases`);
  if (form) {
    const own = set.build.rules.filter(rule => rule.path === path && rule.rule?.emits === true);
    problems.push(...own.flatMap(rule => (rule.rule === null ? [] : formProblems(rule.rule.meta, outcomes))));
  }
  return { rule: path, test, cases: tested, problems };
}
