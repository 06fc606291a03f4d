import { randomUUID } from 'node:crypto';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SNSClient } from '@aws-sdk/client-sns';
import { dynamoDbClient, s3Client } from '../../lib/aws/index.ts';
import type { Command, ExitCode } from '../command.ts';
import { callFailed, readStack } from '../deployed/stack.ts';
import { type Style, style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';
import { awsPorts } from './aws-ports.ts';
import type { Leg } from './ports.ts';
import { runCanary } from './run-canary.ts';

const formats = ['text', 'ndjson'] as const;

export const canaryCommand: Command = {
  name: 'canary',
  invocation: 'npm run canary --',
  summary: 'send a marked sample through a deployed stack and follow it to every receiver',
  operands: '',
  about:
    'The sample becomes one informational finding of the rule weir.canary, which says itself that nothing happened, and is\n' +
    'retracted at the end: subscribers get two messages with the attribute rule = weir.canary, which a filter policy can\n' +
    'keep from a pager. The canary writes to the stream (or log group) alone; of the rest it reads: the findings table with\n' +
    "the publisher's own record of what SNS took, the topic's subscriptions, Security Hub.",
  options: [
    { name: 'stack', takes: 'NAME', says: 'the stack, in the Region of your credentials', default: 'weir' },
    { name: 'log-group', takes: 'NAME', says: 'begin in this log group instead of the plain stream' },
    { name: 'timeout', takes: 'SECONDS', says: 'how long to wait for each leg', default: '180' },
    { name: 'format', takes: 'FORMAT', choices: formats, default: 'text', says: 'how the legs are printed' },
  ],
  examples: [
    { line: 'npm run canary -- --stack weir', says: 'from the plain stream on' },
    { line: 'npm run canary -- --log-group /aws/rds/instance/orders/audit', says: 'its subscription included' },
  ],
  run: sendCanary,
};

async function sendCanary(words: Words, terminal: Terminal): Promise<ExitCode> {
  if (words.operands.length > 0)
    throw new UsageError(`npm run canary takes no operands; did you mean --stack ${words.operands[0]}?`);
  const timeoutSeconds = words.count('timeout', 1) ?? 180;
  const format = words.choice('format', formats);
  const stack = await readStack(words.text('stack'));
  const ports = awsPorts(stack, words.text('log-group'), {
    dynamodb: dynamoDbClient(),
    firehose: new FirehoseClient(),
    logs: new CloudWatchLogsClient(),
    s3: s3Client(),
    securityHub: new SecurityHubClient(),
    sns: new SNSClient(),
  });
  const canary = randomUUID();
  const paint = style(terminal.colour);
  if (format === 'text')
    terminal.print(paint.dim(`canary ${canary} into ${stack.name} (${stack.account}, ${stack.region})`));
  const usesHub = stack.output('Receivers').includes('Security Hub');
  const show = (leg: Leg): void => {
    for (const line of format === 'ndjson' ? [JSON.stringify(leg)] : legLines(leg, paint)) terminal.print(line);
  };
  try {
    const legs = await runCanary({ canary, timeoutSeconds, usesHub }, ports, show);
    const broken = legs.filter(leg => leg.outcome === 'failed').map(leg => leg.name);
    if (format === 'text')
      terminal.print(broken.length === 0 ? paint.green('weir works') : paint.red(`broken: ${broken.join(', ')}`));
    return broken.length === 0 ? 0 : 1;
  } catch (error) {
    throw callFailed(error);
  }
}

function legLines({ name, outcome, seconds, says, cause }: Leg, paint: Style): readonly string[] {
  const mark = outcome === 'ok' ? paint.green('ok    ') : outcome === 'off' ? paint.dim('–     ') : paint.red('FAILED');
  const time = (seconds === null ? '' : `${seconds.toFixed(1)} s`).padStart(8);
  return [
    `${mark} ${name.padEnd(15)}${time}  ${says}`,
    ...(cause === '' ? [] : [`${' '.repeat(32)}${paint.yellow(cause)}`]),
  ];
}
