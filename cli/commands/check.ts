import { fieldReport } from '../../lib/build/index.ts';
import { eventKinds } from '../../lib/sources/index.ts';
import { checkedRule } from '../check/checked-rule.ts';
import { compareJson, comparePairs, compareText, fileOf } from '../check/compare.ts';
import { fieldReportText } from '../check/field-report-text.ts';
import { sarif } from '../check/sarif.ts';
import { checkText } from '../check/text.ts';
import { type Command, type ExitCode, shared } from '../command.ts';
import { type RuleSet, readRuleSet } from '../rule-set.ts';
import { style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';
import type { Words } from '../words.ts';

const formats = ['text', 'json', 'sarif'] as const;

export const check: Command = {
  name: 'check',
  summary: 'compile rules of every language found, and say what is wrong with them',
  operands: '[PATHS]',
  about:
    'PATHS are rule files and folders. Without any, the rules of weir.yml are checked, else those that ship.\n' +
    'Exit code 1 where a rule has an error; warnings and rules that no log source can feed do not fail.',
  options: [
    { name: 'format', takes: 'FORMAT', choices: formats, default: 'text', says: 'how to print the result' },
    {
      name: 'compare',
      takes: null,
      says: 'hold two rules (FILE, or FILE#ID), or all that name each other as related, against each other',
    },
    {
      name: 'fields',
      takes: null,
      says: 'by log source and source: the fields that cannot be supplied, and the rules that can never fire there',
    },
    { name: 'quiet', takes: null, says: 'in text, leave out files without problems' },
    shared.config,
  ],
  examples: [
    { line: 'weir check rules', says: 'every rule under rules/' },
    { line: 'weir check --format sarif sigma/ > weir.sarif', says: 'for code review tools' },
    { line: 'weir check --fields sigma/', says: 'which rules Falco, auditd, CloudTrail … can feed, and which not' },
    { line: 'weir check --compare a.yml b.yaml', says: 'do a rule and its translation mean the same?' },
    { line: 'weir check --compare sigma/ sentinel/', says: 'the same, of every rule there and those it is related to' },
  ],
  run: checkRules,
};

async function checkRules(words: Words, terminal: Terminal): Promise<ExitCode> {
  const format = words.choice('format', formats);
  if (words.flag('compare')) {
    const files = [...new Set(words.operands.map(fileOf))];
    return compare(readRuleSet(words.text('config'), files, terminal), words.operands, format, terminal);
  }
  const ruleSet = readRuleSet(words.text('config'), words.operands, terminal);
  const { build } = ruleSet;
  if (words.flag('fields')) return reportFields(ruleSet, format, terminal);
  switch (format) {
    case 'text':
      for (const line of checkText(build, words.flag('quiet'), style(terminal.colour))) {
        terminal.print(line);
        await terminal.drained();
      }
      break;
    case 'json':
      terminal.print(JSON.stringify({ rules: build.rules.map(checkedRule) }, null, 2));
      break;
    case 'sarif':
      terminal.print(sarif(build.rules, version));
      break;
    default:
      format satisfies never;
  }
  return build.failures.length > 0 ? 1 : 0;
}

/** A report, which fails on nothing: another source may bring what one cannot. */
async function reportFields(
  { build }: RuleSet,
  format: (typeof formats)[number],
  terminal: Terminal,
): Promise<ExitCode> {
  if (format === 'sarif') throw new UsageError('--fields has no SARIF form', 'use --format text or json');
  const rules = build.rules.flatMap(({ rule }) => (rule === null ? [] : [rule]));
  const reports = fieldReport(rules, eventKinds());
  if (format === 'json') terminal.print(JSON.stringify({ fields: reports }, null, 2));
  else
    for (const line of fieldReportText(reports, style(terminal.colour))) {
      terminal.print(line);
      await terminal.drained();
    }
  return 0;
}

/** Exit code 1 where an event tells the two apart: a translation that is none fails a build. */
function compare(
  ruleSet: RuleSet,
  operands: readonly string[],
  format: (typeof formats)[number],
  terminal: Terminal,
): ExitCode {
  const pairs = comparePairs(operands, ruleSet);
  if (format === 'json') terminal.print(compareJson(pairs, operands.length !== 2));
  else
    for (const line of pairs.flatMap((pair, at) => [...(at > 0 ? [''] : []), ...compareText(pair)]))
      terminal.print(line);
  return pairs.every(pair => pair.comparison.search.difference === null) ? 0 : 1;
}
