import { randomBytes } from 'node:crypto';
import type { Command, ExitCode } from '../command.ts';
import { namedStack, rulesOf } from '../deployed/deployed-line.ts';
import { callFailed } from '../deployed/stack.ts';
import { stackOptions } from '../deployed/stack-options.ts';
import { plural } from '../plural.ts';
import { style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import type { Words } from '../words.ts';
import { awsPorts } from './aws-ports.ts';
import { expectedFindings } from './expected.ts';
import { runProof } from './run-proof.ts';
import { proofTelemetry } from './telemetry.ts';

export const proofCommand: Command = {
  name: 'proof',
  invocation: 'npm run proof --',
  summary: 'hold a deployed stack to its promises: order, repetition, delivery, nothing lost',
  operands: '',
  about:
    'Sends processes of hosts that do not exist (weir-proof-…) through the plain stream: shuffled, in any batches, partly\n' +
    'twice, with a record that can never be decoded. What the stack comes to must be what one pass in order over the same\n' +
    'lines comes to with the rules that it runs, and must be sent. Deploy it for that with rules.paths: [cli/proof/rules],\n' +
    'one of each kind, in a stack of its own: its findings are real ones for whoever gets them. More hosts than\n' +
    'deploy.stormAfter make a storm. It may run while faults are made: what comes of it must be the same.',
  options: [
    { name: 'hosts', takes: 'N', default: '20', says: 'how many hosts, of twelve events each' },
    { name: 'seed', takes: 'N', says: 'what decides the events and their delivery; without it, another each time' },
    { name: 'timeout', takes: 'SECONDS', default: '900', says: 'how long to wait for each promise' },
    ...stackOptions,
    { name: 'rules', takes: 'PATH', repeats: true, says: 'rules of this machine instead of those that the stack runs' },
    { name: 'config', takes: 'FILE', says: 'weir.yml that goes with them' },
  ],
  examples: [{ line: 'npm run proof -- --stack weir-proof --hosts 80', says: 'with a storm' }],
  run: prove,
};

async function prove(words: Words, terminal: Terminal): Promise<ExitCode> {
  const paint = style(terminal.colour);
  const hosts = words.count('hosts', 1) ?? 20;
  const seed = words.count('seed', 0) ?? randomBytes(4).readUInt32BE();
  const timeoutSeconds = words.count('timeout', 1) ?? 900;
  const stack = await namedStack(words);
  const bundle = await rulesOf(stack, words, terminal);
  const mark = `weir-proof-${randomBytes(4).toString('hex')}`;
  const now = Date.now();
  const telemetry = proofTelemetry(mark, seed, hosts, now);
  const expected = await expectedFindings(bundle, telemetry.lines, now);
  const rules = bundle.rules.map(({ rule }) => rule.meta.id);
  const kinds = new Set(expected.map(({ rule }) => rule));
  terminal.print(
    `${mark}, seed ${seed}: ${plural(telemetry.lines.length, 'event')}, ${plural(expected.length, 'finding')} of ${plural(kinds.size, 'rule')} expected`,
  );
  await terminal.drained();
  if (expected.length === 0) {
    terminal.say('no rule of this stack finds anything in it; deploy it with rules.paths: [cli/proof/rules]');
    return 1;
  }
  try {
    const isKept = await runProof(telemetry, expected, { seed, timeoutSeconds, rules }, awsPorts(stack), step => {
      terminal.print(
        `${step.isKept ? paint.green('ok    ') : paint.red('BROKEN')} ${step.seconds.toFixed(0).padStart(4)} s  ${step.name}`,
      );
      for (const text of step.says) terminal.print(`               ${text}`);
      void terminal.drained();
    });
    return isKept ? 0 : 1;
  } catch (error) {
    throw callFailed(error);
  }
}
