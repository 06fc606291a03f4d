import { microsToIso } from '../../lib/event/index.ts';
import { type FindingRow, receivers, renderText } from '../../lib/finding/index.ts';
import { mergedMatches } from '../../lib/pipeline/index.ts';
import { type Command, type ExitCode, shared } from '../command.ts';
import { deployedFindings, deployedPorts, namedStack, rulesOf } from '../deployed/deployed-line.ts';
import { callFailed, type DeployedStack } from '../deployed/stack.ts';
import { stackOptions } from '../deployed/stack-options.ts';
import { plural } from '../plural.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';

const formats = ['text', 'ndjson'] as const;

export const findings: Command = {
  name: 'findings',
  summary: 'list what a deployed stack has found, also what was merged, held or staged',
  operands: 'ID|RULE...',
  about:
    'With rule ids: their findings, oldest first, those that went under in a storm (held), are staged or retracted among\n' +
    'them. With the id of one finding: all of it. --matches lists every match that was merged into it, from the state that\n' +
    'it was decided on, which is kept for its window, the lateness and deploy.redriveDays.',
  options: [
    { name: 'since', takes: 'HOURS', default: '24', says: 'opened in the last so many hours' },
    { name: 'limit', takes: 'N', default: '1000', says: 'at most so many of each rule' },
    { name: 'held', takes: null, says: 'only those that went under in a storm and were not sent' },
    { name: 'matches', takes: null, says: 'with an ID: each match that was merged into the finding' },
    { name: 'format', takes: 'FORMAT', choices: formats, default: 'text', says: 'how to print' },
    ...stackOptions,
    shared.rules,
    shared.config,
  ],
  examples: [
    { line: 'weir findings --held RULE', says: 'what a storm of the rule kept back' },
    { line: 'weir findings --matches 0f3e…9c --format ndjson', says: 'every match behind one finding' },
  ],
  run: runFindings,
};

async function runFindings(words: Words, terminal: Terminal): Promise<ExitCode> {
  const [first = ''] = words.operands;
  if (first === '') throw new UsageError('weir findings needs the id of a finding, or rule ids');
  const isOne = words.operands.length === 1 && /^[0-9a-f]{32}$/.test(first);
  if (words.flag('matches') && !isOne) throw new UsageError('--matches needs the id of one finding');
  const stack = await namedStack(words);
  try {
    return isOne ? await showOne(first, stack, words, terminal) : await listRules(stack, words, terminal);
  } catch (error) {
    throw error instanceof UsageError ? error : callFailed(error);
  }
}

async function listRules(stack: DeployedStack, words: Words, terminal: Terminal): Promise<ExitCode> {
  const sink = deployedFindings(stack);
  const now = Date.now() * 1000;
  const from = now - (words.count('since', 1) ?? 24) * hourMicros;
  const limit = words.count('limit', 1) ?? 1000;
  let shown = 0;
  for (const rule of words.operands) {
    const rows = await sink.opened(rule, from, now, limit);
    for (const row of rows) {
      if (words.flag('held') && !row.held) continue;
      shown++;
      terminal.print(words.choice('format', formats) === 'ndjson' ? documentOf(row) : lineOf(row));
      await terminal.drained();
    }
    if (rows.length === limit) terminal.say(`${rule}: the first ${limit}; there may be more (--limit)`);
  }
  if (words.choice('format', formats) === 'text') terminal.say(plural(shown, 'finding'));
  return 0;
}

async function showOne(id: string, stack: DeployedStack, words: Words, terminal: Terminal): Promise<ExitCode> {
  const row = await deployedFindings(stack).load(id);
  if (row === null) throw new UsageError(`there is no finding ${id} in this stack`);
  const isText = words.choice('format', formats) === 'text';
  if (!words.flag('matches')) {
    terminal.print(isText ? `${lineOf(row)}\n\n${renderText(row.finding)}` : documentOf(row));
    return 0;
  }
  const ports = deployedPorts(stack, await rulesOf(stack, words, terminal));
  const hits = await mergedMatches(row.finding, ports, Date.now() * 1000);
  if (hits === null) {
    terminal.say('the state that this finding was decided on is gone, or its rule has changed: see its evidence');
    return 1;
  }
  for (const { time, event, leg, evidence } of hits) {
    const match = { time: microsToIso(time), event, leg, ...evidence };
    terminal.print(
      isText ? `${match.time}  ${event}  ${JSON.stringify(evidence?.fields ?? {})}` : JSON.stringify(match),
    );
    await terminal.drained();
  }
  if (isText) terminal.say(`${plural(hits.length, 'match', 'matches')} in one finding`);
  return 0;
}

function lineOf(row: FindingRow): string {
  const { id, severity, state, title, count, capped, entity, firstSeen, lastSeen } = row.finding;
  const who = Object.entries(entity).map(([name, value]) => `${name} ${value}`);
  const seen = firstSeen === lastSeen ? firstSeen : `${firstSeen} to ${lastSeen}`;
  return `${id}  ${severity}  ${state}  ${sendingOf(row)}  ${title}  ${who.join(', ')}  ${plural(count, 'event')}${capped ? ' or more' : ''}, ${seen}`;
}

function sendingOf(row: FindingRow): string {
  if (row.held) return 'held';
  if (row.finding.staged) return 'staged';
  return receivers.some(receiver => row.sent[receiver].revision > 0) ? 'sent' : 'waiting';
}

function documentOf(row: FindingRow): string {
  return JSON.stringify({ ...row.finding, sending: sendingOf(row) });
}

const hourMicros = 3_600_000_000;
