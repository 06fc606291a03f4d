import { spawnSync } from 'node:child_process';

/** `npm run destroy`: says what goes and what stays before CDK asks for a yes. */
const words = process.argv.slice(2);
process.stdout.write(`Removing weir deletes its streams, functions, queues, topics, alarms, logs, and state: open correlations end,
and records that failed and were not redriven are no longer retried.

It keeps, for you to delete by hand (the key last, since the others cannot be read without it):
  the archive bucket, the table of findings, the table of baselines, the KMS key.
Findings stay in Security Hub. Filters that were put by hand on log groups stay too and should be removed.

`);
const { status } = spawnSync('cdk', ['destroy', ...words], { stdio: 'inherit', shell: process.platform === 'win32' });
process.exitCode = status ?? 1;
