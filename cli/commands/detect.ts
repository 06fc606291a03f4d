import { writeFileSync } from 'node:fs';
import { sourceNamed, sources } from '../../lib/sources/index.ts';
import { type Command, type ExitCode, shared } from '../command.ts';
import { followInputs } from '../detection/follow.ts';
import { inputFiles, readInput } from '../detection/read-input.ts';
import { type FindingFormat, findingFormats, type RenderOptions, renderDetection } from '../detection/render.ts';
import { type Detection, openSession, type Session } from '../detection/session.ts';
import { sayTotals, statsDocument } from '../detection/summary.ts';
import { addReason } from '../detection/totals.ts';
import { reportModel } from '../report/report-model.ts';
import { reportPage } from '../report/report-page.ts';
import { type RuleSet, readRuleSet, sayFailures } from '../rule-set.ts';
import { type Style, style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';

export const detect: Command = {
  name: 'detect',
  summary: 'run rules over log files, archives or Firehose events',
  operands: 'FILES|-',
  about:
    'FILES are logs as lines or JSON, plain or gzip, CloudWatch payloads, Firehose events, or objects of the archive as\n' +
    'they lie in S3; a folder stands for all files below it, - for standard input. State is kept in memory, without\n' +
    'caps; at the end of input all windows close, and the active findings are printed in the order of their first event.\n' +
    'Exit code 1 where a rule has an error or a part of the input could not be read; everything else is still evaluated.',
  options: [
    shared.rules,
    { name: 'source', takes: 'NAME', says: 'read every log as this source instead of recognising it' },
    { name: 'format', takes: 'FORMAT', choices: findingFormats, default: 'text', says: 'how to print findings' },
    {
      name: 'details',
      takes: null,
      says: 'in text, print each finding in full, with what to check and how to respond',
    },
    { name: 'report', takes: 'FILE', says: 'also write what was found as one self-contained HTML page' },
    {
      name: 'follow',
      takes: null,
      says: 'go on reading as files grow, and print each change of a finding as it comes',
    },
    {
      name: 'stats',
      takes: 'FORMAT',
      choices: ['json', 'text'],
      says: 'print records, events and failures per source to standard error',
    },
    shared.config,
  ],
  examples: [
    { line: 'weir detect --rules rules falco.ndjson.gz', says: 'findings as text' },
    { line: 'aws s3 cp s3://BUCKET/archive/OBJECT - | weir detect --format ndjson -', says: 'an archived object' },
  ],
  run: detectFindings,
};

async function detectFindings(words: Words, terminal: Terminal): Promise<ExitCode> {
  const paint = style(terminal.colour);
  const files = inputFiles(words.operands);
  const source = knownSource(words.text('source'));
  const set = readRuleSet(words.text('config'), words.list('rules'), terminal);
  sayFailures(set, terminal, paint);
  const format = words.choice('format', findingFormats);
  const options: RenderOptions = { format, details: words.flag('details'), paint, columns: terminal.columns };
  const print = async (detection: Detection) => {
    terminal.print(renderDetection(detection, options));
    await terminal.drained();
  };
  const { bundle, failures } = set.build;
  const now = Date.now() * 1000;
  const session = words.flag('follow')
    ? await followInputs({ files, bundle, source, now, terminal, print })
    : await readToTheEnd(openSession({ bundle, source, now }), files, terminal, now);
  if (!words.flag('follow')) for (const detection of session.active()) await print(detection);
  const report = words.text('report');
  if (report !== '') writeReport(report, session, set, terminal);
  const totals = session.totals();
  sayWhatHappened(words.text('stats'), format, session, set, terminal, paint);
  const hasFailed = failures.length > 0 || totals.failures > 0 || Object.keys(totals.ruleErrors).length > 0;
  return hasFailed ? 1 : 0;
}

async function readToTheEnd(
  session: Session,
  files: readonly string[],
  terminal: Terminal,
  now: number,
): Promise<Session> {
  for (const file of files) await feedFile(session, file, terminal, now);
  terminal.progress('');
  await session.close();
  return session;
}

/** Figures for a person beside findings for a person; beside findings for a program only what went wrong. */
function sayWhatHappened(
  stats: string,
  format: FindingFormat,
  session: Session,
  set: RuleSet,
  terminal: Terminal,
  paint: Style,
): void {
  if (stats === 'json') terminal.say(JSON.stringify(statsDocument(session.totals())));
  else if (stats === 'text' || format === 'text') sayTotals(session, set, terminal, paint);
  else
    for (const [where, reason] of session.totals().reasons)
      terminal.say(`${paint.red('not evaluated:')} ${where}: ${reason}`);
}

function writeReport(file: string, session: Session, { build }: RuleSet, terminal: Terminal): void {
  writeFileSync(file, reportPage(reportModel(session.active(), build.bundle, session.totals())));
  terminal.say(`report written to ${file}`);
}

async function feedFile(session: Session, file: string, terminal: Terminal, now: number): Promise<void> {
  for await (const portion of readInput(file, terminal.stdin, now)) {
    if (portion.outcome === 'failed') {
      session.totals().failures += 1;
      addReason(session.totals(), portion.file, portion.reason);
      continue;
    }
    await session.feed(portion.logs);
    terminal.progress(`${session.totals().events.toLocaleString('en-US')} events read, in ${file}`);
  }
}

function knownSource(name: string): string {
  if (name === '' || sourceNamed(name) !== undefined) return name;
  throw new UsageError(`weir knows no source "${name}"`, `it knows: ${sources.map(source => source.name).join(', ')}`);
}
