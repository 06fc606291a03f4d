import { type Micros, microsToIso, parseIsoMicros } from '../../lib/event/index.ts';
import { type BaselineHistory, type DetectPorts, readBaseline, tellBaseline } from '../../lib/pipeline/index.ts';
import { type Command, type ExitCode, shared } from '../command.ts';
import { baselineTerm, type NamedTerm } from '../deployed/baseline-term.ts';
import { deployedPorts, namedStack, rulesOf } from '../deployed/deployed-line.ts';
import { stackOptions } from '../deployed/stack-options.ts';
import { plural } from '../plural.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';

const actions = ['accept', 'reset', 'export'] as const;
type Action = (typeof actions)[number];

export const baseline: Command = {
  name: 'baseline',
  summary: 'accept, reset or export what a deployed stack has learned of a term',
  operands: 'accept|reset|export KEY',
  about:
    'KEY is the id of a finding of a new term, or a rule id followed by each part of the term: NAME=TEXT, or NAME:=JSON\n' +
    'for what is no text. `accept` says that the term is known from that day on, frozen or not; `reset`, that nothing from\n' +
    'before that time is known. Either is a dated record beside what was seen, for every order of what arrives; findings\n' +
    'that it makes untrue are retracted. `export` prints the days that are remembered, as JSON. The rules are those\n' +
    'that the stack runs, read from its code, unless --rules or --config names others.',
  options: [
    { name: 'at', takes: 'TIME', says: 'the day or time from which on it holds, ISO 8601; without it, now' },
    ...stackOptions,
    shared.rules,
    shared.config,
  ],
  examples: [
    { line: 'weir baseline accept 0f3e…9c --stack weir', says: 'this is how we work now' },
    { line: 'weir baseline export RULE user.name=deploy process.parent.name=sshd', says: 'when it was seen' },
  ],
  run: runBaseline,
};

async function runBaseline(words: Words, terminal: Terminal): Promise<ExitCode> {
  const [given = '', ...rest] = words.operands;
  const action = actions.find(each => each === given);
  if (action === undefined) throw new UsageError(`weir baseline takes ${actions.join(', ')}, not "${given}"`);
  if (rest.length === 0) throw new UsageError(`weir baseline ${action} needs a KEY`, 'see: weir baseline --help');
  const now = Date.now() * 1000;
  const at = timeOf(words.text('at'), now);
  const stack = await namedStack(words);
  const bundle = await rulesOf(stack, words, terminal);
  const ports = deployedPorts(stack, bundle);
  const term = await baselineTerm(rest, ports);
  const isSame = stack.output('RulesId') === bundle.id;
  if (!isSame) terminal.say(`these are not the rules that are deployed in ${stack.name}`);
  const before = await readBaseline(term, ports, now);
  const isKnown = before.seen.length + before.accepted.length + before.reset.length > 0;
  if (!isSame && !isKnown && action !== 'export') {
    terminal.say('nothing is remembered of this term under these rules, so nothing was changed');
    return 1;
  }
  if (action === 'export') terminal.print(JSON.stringify(exported(term, before), null, 2));
  else await tell(action, term, at, ports, terminal, now);
  return 0;
}

async function tell(
  action: Exclude<Action, 'export'>,
  term: NamedTerm,
  at: Micros,
  ports: DetectPorts,
  terminal: Terminal,
  now: Micros,
): Promise<void> {
  await tellBaseline(action, term, at, ports, now);
  const { seen } = await readBaseline(term, ports, now);
  const text = term.names.map((name, part) => `${name} ${JSON.stringify(term.key[part])}`).join(', ');
  const days = new Set(seen.map(time => microsToIso(time).slice(0, 10))).size;
  terminal.print(
    `${action === 'accept' ? 'accepted' : 'reset'} as of ${microsToIso(at)}: ${term.rule}, ${text} (seen on ${plural(days, 'day')})`,
  );
}

function exported({ rule, names, key }: NamedTerm, { seen, accepted, reset }: BaselineHistory) {
  return {
    rule,
    term: Object.fromEntries(names.map((name, part) => [name, key[part] ?? null])),
    seen: seen.map(microsToIso),
    accepted: accepted.map(microsToIso),
    reset: reset.map(microsToIso),
  };
}

function timeOf(text: string, now: Micros): Micros {
  if (text === '') return now;
  const at = parseIsoMicros(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00Z` : text);
  if (at === null) throw new UsageError(`--at ${text} is no time`, 'write 2026-01-31 or 2026-01-31T12:00Z');
  if (at > now) throw new UsageError(`--at ${text} has not come yet`);
  return at;
}
