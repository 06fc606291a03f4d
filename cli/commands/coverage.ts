import { readFileSync } from 'node:fs';
import { unsuppliedFields } from '../../lib/engine/index.ts';
import { coverageOf, navigatorLayer, readStix } from '../../lib/language/attack/index.ts';
import { eventKinds } from '../../lib/sources/index.ts';
import { coverageText } from '../attack/coverage-text.ts';
import { type Command, type ExitCode, shared } from '../command.ts';
import { allLogs } from '../detection/all-logs.ts';
import { readEvents } from '../detection/read-events.ts';
import { type RuleSet, readRuleSet } from '../rule-set.ts';
import { style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';

const formats = ['text', 'json', 'navigator'] as const;

export const coverage: Command = {
  name: 'coverage',
  summary: 'what of MITRE ATT&CK the rules reach, and which telemetry is missing',
  operands: '[RULES]',
  about:
    'Reads the STIX bundle of ATT&CK (v18 or later: enterprise-attack.json) that you name; weir ships none.\n' +
    'Without --seen, the telemetry of every source is taken to arrive.',
  options: [
    { name: 'attack', takes: 'FILE', says: 'the STIX bundle of ATT&CK' },
    {
      name: 'seen',
      takes: 'PATH',
      repeats: true,
      says: 'logs that do arrive: sources that are not among them count as silent',
    },
    {
      name: 'format',
      takes: 'FORMAT',
      choices: formats,
      default: 'text',
      says: 'navigator is a layer for the ATT&CK Navigator',
    },
    shared.config,
  ],
  examples: [
    { line: 'weir coverage --attack enterprise-attack.json rules', says: 'techniques and analytics, covered and not' },
    { line: 'weir coverage --attack enterprise-attack.json --format navigator > layer.json', says: 'to look at' },
  ],
  run: runCoverage,
};

async function runCoverage(words: Words, terminal: Terminal): Promise<ExitCode> {
  const path = words.text('attack');
  if (path === '')
    throw new UsageError('weir coverage needs --attack FILE', 'a STIX bundle such as enterprise-attack.json');
  const ruleSet = readRuleSet(words.text('config'), words.operands, terminal);
  const seen = words.list('seen');
  const arriving = seen.length === 0 ? null : await sourcesIn(seen, ruleSet, terminal);
  const found = coverageOf(readBundle(path), coveringRules(ruleSet), arriving);
  const format = words.choice('format', formats);
  switch (format) {
    case 'text':
      for (const line of coverageText(found, style(terminal.colour))) {
        terminal.print(line);
        await terminal.drained();
      }
      break;
    case 'json':
      terminal.print(JSON.stringify(found, null, 2));
      break;
    case 'navigator':
      terminal.print(JSON.stringify(navigatorLayer(found, 'weir'), null, 2));
      break;
    default:
      format satisfies never;
  }
  return 0;
}

function readBundle(path: string): ReturnType<typeof readStix> {
  try {
    return readStix(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`--attack ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function coveringRules({ build }: RuleSet): Parameters<typeof coverageOf>[1] {
  const kinds = eventKinds();
  return build.rules.flatMap(({ rule, inclusion }) =>
    rule === null || inclusion.as !== 'included'
      ? []
      : [{ meta: rule.meta, sources: unsuppliedFields(rule, kinds).sources }],
  );
}

async function sourcesIn(
  paths: readonly string[],
  { loaded }: RuleSet,
  terminal: Terminal,
): Promise<ReadonlySet<string>> {
  const now = Date.now() * 1000;
  const events = await readEvents(await allLogs(paths, terminal, now), loaded.config, '', now);
  return new Set(events.map(({ source }) => source));
}
