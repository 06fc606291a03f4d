import { gzipSync } from 'node:zlib';
import { type FunctionName, functionNames } from '../../functions/bundle/index.ts';
import type { Command, ExitCode } from '../command.ts';
import { processTerminal } from '../process-terminal.ts';
import { readRuleSet } from '../rule-set.ts';
import { run } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';
import { type Line, startLine } from './line.ts';
import { archiveBucket, prefixes } from './place.ts';
import { sampleRecords } from './sample-records.ts';

/** Runs each bundled function once, on a given Node.js, and looks at what it did. For .ci/run. */
const smoke: Command = {
  name: 'smoke',
  invocation: 'node --import tsx cli/local/smoke.ts',
  summary: 'run each function bundle once and look at what it did',
  operands: '[FUNCTIONS]',
  about: `FUNCTIONS are among ${functionNames.join(', ')}; without any, all of them.`,
  options: [{ name: 'node', takes: 'FILE', says: 'the Node.js to run them on; this one without it' }],
  examples: [],
  run: runSmoke,
};

async function runSmoke(words: Words, terminal: Terminal): Promise<ExitCode> {
  const unknown = words.operands.find(name => !functionNames.some(known => known === name));
  if (unknown !== undefined) throw new UsageError(`there is no function ${unknown}`, functionNames.join(', '));
  const wanted = functionNames.filter(name => words.operands.length === 0 || words.operands.includes(name));
  const { build, loaded } = readRuleSet('', [], terminal);
  const log: string[] = [];
  const line = await startLine({
    bundle: build.bundle,
    deploy: loaded.config.deploy,
    node: words.text('node') || process.execPath,
    log: (name, text) => void log.push(`${name}: ${text}`),
  });
  try {
    const { compressed, plain } = sampleRecords(Date.now());
    await line.firehose.deliver('compressed', compressed);
    // gzip's magic number and nothing that could follow it: can never be decoded.
    await line.firehose.deliver('compressed', [{ data: gzipSync('x').subarray(0, 12), arrivedAtMillis: Date.now() }]);
    await line.firehose.deliver('plain', plain);
    await line.settle();
    let failed = false;
    for (const name of wanted) {
      const complaint = await checks[name](line);
      terminal.print(
        `${complaint === '' ? 'ok  ' : 'FAIL'} ${name} on Node.js ${line.functions[name].nodeVersion}  ${complaint}`.trimEnd(),
      );
      failed ||= complaint !== '';
    }
    if (failed) for (const text of log) terminal.say(text);
    return failed ? 1 : 0;
  } finally {
    await line.close();
  }
}

/** What each must have done; '' where it did. */
const checks: Readonly<Record<FunctionName, (line: Line) => Promise<string>>> = {
  detect: async line => ((await line.findings()).length > 0 ? '' : 'no finding in the findings table'),
  publish: async ({ aws }) => {
    if (aws.sns.messages.length === 0) return 'nothing arrived at SNS';
    return aws.securityHub.findings.size === 0 ? 'nothing arrived at Security Hub' : '';
  },
  redrive: async ({ aws }) => {
    const isQuarantined = [...aws.s3.objects.keys()].some(key =>
      key.startsWith(`${archiveBucket}/${prefixes.quarantine}`),
    );
    return isQuarantined ? '' : 'the record that cannot be decoded is not in quarantine';
  },
  // It has run as part of settling; twice does no harm, and shows that it still answers.
  sweep: async ({ functions }) => {
    await functions.sweep.invoke({});
    return '';
  },
};

const terminal = processTerminal();
process.exitCode = await run([smoke], ['smoke', ...process.argv.slice(2)], terminal);
await terminal.close();
