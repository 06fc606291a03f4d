import { spawnSync } from 'node:child_process';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { s3Client } from '../../lib/aws/index.ts';
import { deployedBundle } from '../deployed/deployed-bundle.ts';
import { readStack } from '../deployed/stack.ts';
import { processTerminal } from '../process-terminal.ts';
import { readRuleSet } from '../rule-set.ts';
import { style } from '../style.ts';
import { UsageError } from '../usage-error.ts';
import { bundleDifference } from './bundle-difference.ts';
import { contextOf } from './context-of.ts';
import { differenceText } from './difference-text.ts';

/** `npm run diff`: what a deploy would change of the rules, and then, as CDK tells it, of everything else. */
const words = process.argv.slice(2);
const terminal = processTerminal();
if (contextOf(words, 'source') !== 'true') await showRules();
await terminal.close();
const { status } = spawnSync('cdk', ['diff', ...words], { stdio: 'inherit', shell: process.platform === 'win32' });
process.exitCode = status ?? 1;

async function showRules(): Promise<void> {
  const paint = style(terminal.colour);
  try {
    const { build } = readRuleSet(contextOf(words, 'config'), [], terminal, { asDeployed: true });
    const stack = await readStack(contextOf(words, 'stack') || 'weir');
    const deployed = await deployedBundle(stack, new CloudFormationClient(), s3Client());
    for (const line of differenceText(bundleDifference(deployed, build.bundle), paint)) terminal.print(line);
  } catch (error) {
    // What CDK says is worth seeing all the same, and a mistake in weir.yml is told there too.
    const why = error instanceof Error ? error.message : String(error);
    terminal.say(`${paint.yellow('rules are not compared:')} ${why}`);
    if (error instanceof UsageError && error.hint !== '') terminal.say(`      ${error.hint}`);
  }
}
