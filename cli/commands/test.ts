import { resolve } from 'node:path';
import { isTestFileName } from '../../lib/build/index.ts';
import { type Command, type ExitCode, shared } from '../command.ts';
import { type RuleSet, readRuleSet } from '../rule-set.ts';
import { style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import {
  hasMutants,
  type MutatedRule,
  type MutationReport,
  mutateRuleFile,
  mutationReportText,
  mutations,
  totalsOf,
} from '../testing/mutation/index.ts';
import { ruleOfTestFile, strayTestFiles, testFileOf } from '../testing/test-paths.ts';
import { hasFailed, type TestedFile, type TestReport, testReportText } from '../testing/test-report.ts';
import { testRuleFile } from '../testing/test-rule-file.ts';
import type { Words } from '../words.ts';

const formats = ['text', 'json'] as const;

export const test: Command = {
  name: 'test',
  summary: 'run the tests that stand beside rules',
  operands: '[PATHS]',
  about:
    'Each rule is run against RULE.test.yml beside it: a list of {name, source?, config?, events: [{at?, log}] | file,\n' +
    'expect: none | {findings: N, severity?, entity?}}. `log` is text or JSON as it arrives; `at` is an ISO time, or one\n' +
    'since the case began (90s, 4m, 1h30m). PATHS are rule files, folders or test files, also outside the repository.',
  options: [
    { name: 'strict', takes: null, says: 'fail where a rule has no test' },
    {
      name: 'form',
      takes: null,
      says: 'fail where a rule lacks what its reader needs, or two hits and two near misses',
    },
    { name: 'shuffle', takes: 'N', says: 'repeat each case N times with other orders, batches and duplicates' },
    {
      name: 'mutate',
      takes: null,
      says: 'instead, change what must be found as an attacker would, and say what is found no more',
    },
    { name: 'json', takes: null, says: 'the same as --format json' },
    { name: 'format', takes: 'FORMAT', choices: formats, default: 'text', says: 'how to print the result' },
    shared.config,
  ],
  examples: [
    { line: 'weir test rules --strict --form', says: 'the rules that ship' },
    { line: 'weir test rules --mutate', says: 'what evades the rules that ship' },
    { line: 'weir test my-rules/one.yml --shuffle 50', says: 'one rule, under fifty deliveries of each case' },
  ],
  run: testRules,
};

async function testRules(words: Words, terminal: Terminal): Promise<ExitCode> {
  const paint = style(terminal.colour);
  const named = words.operands.map(path => (isTestFileName(path) ? ruleOfTestFile(path) || path : path));
  const set = readRuleSet(words.text('config'), named, terminal);
  const form = words.flag('form');
  const shuffles = words.count('shuffle', 1) ?? 0;
  const paths = [...new Set(set.build.rules.map(rule => rule.path))];
  const now = Date.now() * 1000;
  if (words.flag('mutate')) return mutateRules(set, paths, words, terminal);
  const files: TestedFile[] = named.flatMap(strayTestFiles).map(strayTest);
  const untested: string[] = [];
  for (const [position, path] of paths.entries()) {
    terminal.progress(`${position} of ${paths.length} rule files`);
    const testPath = testFileOf(resolve(set.root, path));
    if (testPath === '') untested.push(path);
    else files.push(await testRuleFile({ path, testPath, set, shuffles, form, now }));
  }
  terminal.progress('');
  const report: TestReport = { files, untested };
  const strict = words.flag('strict');
  if (wantsJson(words)) terminal.print(JSON.stringify(report, null, 2));
  else for (const line of testReportText(report, strict, paint)) terminal.print(line);
  return hasFailed(report, strict) ? 1 : 0;
}

/** A report, not a test: what evades a rule is no failure of it. */
async function mutateRules(
  set: RuleSet,
  paths: readonly string[],
  words: Words,
  terminal: Terminal,
): Promise<ExitCode> {
  const now = Date.now() * 1000;
  const rules: MutatedRule[] = [];
  for (const [position, path] of paths.entries()) {
    terminal.progress(`${position} of ${paths.length} rule files`);
    const testPath = testFileOf(resolve(set.root, path));
    if (testPath !== '') rules.push(await mutateRuleFile({ path, testPath, set, now, mutations }));
  }
  terminal.progress('');
  const tried = rules.filter(hasMutants);
  const report: MutationReport = { rules: tried, totals: totalsOf(tried) };
  if (wantsJson(words)) terminal.print(JSON.stringify(report, null, 2));
  else for (const line of mutationReportText(report, style(terminal.colour))) terminal.print(line);
  return 0;
}

function wantsJson(words: Words): boolean {
  return words.flag('json') || words.choice('format', formats) === 'json';
}

function strayTest(test: string): TestedFile {
  return { rule: '', test, cases: [], problems: [`${test}: no rule file of this name stands beside it`] };
}
