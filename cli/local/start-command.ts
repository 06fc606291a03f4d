import { type Command, type ExitCode, shared } from '../command.ts';
import { inputFiles } from '../detection/read-input.ts';
import { readRuleSet, sayFailures } from '../rule-set.ts';
import { type Style, style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';
import { fileRecords } from './file-records.ts';
import { functionMetrics } from './function-metrics.ts';
import { type Line, startLine } from './line.ts';
import { readOutcome } from './outcome.ts';
import { receiveLogs } from './receive-logs.ts';
import { sampleRecords } from './sample-records.ts';
import { showOutcome } from './show.ts';

const formats = ['text', 'json'] as const;

export const startCommand: Command = {
  name: 'start',
  invocation: 'npm start --',
  summary: 'run the deployed line on this machine',
  operands: '',
  about:
    'The functions are bundled as they are deployed and run in processes of their own. In place of AWS they talk to an\n' +
    'embedded DynamoDB, whose committed findings become stream events for publish, and to an SNS, an S3 and a Security\n' +
    'Hub in this process. Sample telemetry goes in as Firehose delivers it; findings come out. Nothing leaves the machine.',
  options: [
    { name: 'input', takes: 'FILE', repeats: true, says: 'your own logs instead of the samples; may be repeated' },
    shared.rules,
    { name: 'format', takes: 'FORMAT', choices: formats, default: 'text', says: 'how to print what came out' },
    { name: 'keep-running', takes: null, says: 'go on, and take more logs by HTTP' },
    { name: 'port', takes: 'PORT', says: 'where to take them; any free port without it' },
    { name: 'node', takes: 'FILE', says: 'the Node.js that runs the functions; AWS has version 24; default: this one' },
    { name: 'verbose', takes: null, says: 'show what the functions log' },
    shared.config,
  ],
  examples: [
    { line: 'npm start', says: 'the samples: four attacks among everyday noise' },
    { line: 'npm start -- --input falco.ndjson --rules my-rules', says: 'your logs, your rules' },
    {
      line: 'npm start -- --keep-running --port 8080',
      says: 'then: curl --data-binary @falco.ndjson http://127.0.0.1:8080/',
    },
  ],
  run: start,
};

async function start(words: Words, terminal: Terminal): Promise<ExitCode> {
  if (words.operands.length > 0)
    throw new UsageError(`npm start takes no operands; did you mean --input ${words.operands[0]}?`);
  const paint = style(terminal.colour);
  const isText = words.choice('format', formats) === 'text';
  const inputs = words.list('input').length > 0 ? inputFiles(words.list('input')) : [];
  const port = words.count('port', 1);
  const set = readRuleSet(words.text('config'), words.list('rules'), terminal);
  sayFailures(set, terminal, paint);
  const { bundle } = set.build;
  const metrics = functionMetrics();
  if (isText) for (const line of banner(paint)) terminal.print(line);
  await terminal.drained();
  terminal.progress('bundling and starting the functions …');
  const line = await startLine({
    bundle,
    deploy: set.loaded.config.deploy,
    node: words.text('node') || process.execPath,
    log: (name, text) => {
      metrics.take(text);
      if (words.flag('verbose')) terminal.say(paint.dim(`${name.padEnd(8)}${text}`));
    },
  });
  try {
    terminal.progress('telemetry goes in …');
    await feed(line, inputs);
    await line.settle();
    terminal.progress('');
    const outcome = await readOutcome(line, metrics, bundle.rules.length);
    if (isText) for (const text of showOutcome(outcome, paint, terminal.columns)) terminal.print(text);
    else terminal.print(JSON.stringify(outcome, null, 2));
    if (words.flag('keep-running') || port !== null) await receiveLogs(line, port ?? 0, terminal, paint);
    else if (isText) for (const text of whatNext(paint)) terminal.print(text);
    const hasFailed = set.build.failures.length > 0 || outcome.refused.length > 0 || line.relay.counts.abandoned > 0;
    return hasFailed ? 1 : 0;
  } finally {
    await line.close();
  }
}

async function feed(line: Line, inputs: readonly string[]): Promise<void> {
  const now = Date.now();
  if (inputs.length === 0) {
    const { compressed, plain } = sampleRecords(now);
    await Promise.all([line.firehose.deliver('compressed', compressed), line.firehose.deliver('plain', plain)]);
    return;
  }
  for (const input of inputs) {
    const { carries, records } = await fileRecords(input, now);
    await line.firehose.deliver(carries, records);
  }
}

function banner(paint: Style): string[] {
  const arrow = paint.dim('─▶');
  const steps = ['Firehose', 'detect', 'DynamoDB', 'stream', 'publish', 'SNS, Security Hub'];
  return [`${paint.bold('weir')}, the deployed line on this machine`, `  ${steps.join(` ${arrow} `)}`, ''];
}

function whatNext(paint: Style): string[] {
  return [
    '',
    paint.dim('next'),
    `  npx weir detect --details cli/local/samples   ${paint.dim('the same findings, with what to check and how to respond')}`,
    `  npx weir detect --rules rules YOUR.log        ${paint.dim('your own logs')}`,
    `  npm start -- --help                           ${paint.dim('what else this can do')}`,
    `  npm run deploy                                ${paint.dim('into your AWS account')}`,
  ];
}
