import {
  dynamoDbClient,
  dynamoDbFindingSink,
  dynamoDbStateStore,
  readStackOutputs,
  StackNotRead,
  type StackOutputs,
} from '../../lib/aws/index.ts';
import type { FindingSink } from '../../lib/finding/index.ts';
import { type DetectPorts, detectPorts, prepareRuleset, streamPatience } from '../../lib/pipeline/index.ts';
import type { RuleSet } from '../rule-set.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';

/** A stack as a command on this machine reaches it. */
export interface DeployedStack {
  readonly name: string;
  readonly outputs: StackOutputs;
  readonly options: { readonly region?: string; readonly endpoint?: string };
}

/** Finds the stack that `--stack`, `--region` and `--endpoint` name. What is wrong with them is the person's to mend. */
export async function deployedStack(words: Words): Promise<DeployedStack> {
  const name = words.text('stack');
  const region = words.text('region');
  const endpoint = words.text('endpoint');
  const options = { ...(region === '' ? {} : { region }), ...(endpoint === '' ? {} : { endpoint }) };
  try {
    return { name, outputs: await readStackOutputs(name, options), options };
  } catch (error) {
    if (error instanceof StackNotRead) throw new UsageError(error.message, 'name the stack with --stack');
    throw error;
  }
}

export function outputOf({ name, outputs }: DeployedStack, output: string): string {
  const value = outputs.get(output);
  if (value === undefined)
    throw new UsageError(`the stack ${name} has no output ${output}`, 'is it a stack of weir, of this release?');
  return value;
}

/** The findings of a deployed stack. */
export function deployedFindings(stack: DeployedStack, securityHub: boolean): FindingSink {
  const receivers = securityHub ? (['sns', 'securityHub'] as const) : (['sns'] as const);
  return dynamoDbFindingSink(dynamoDbClient(stack.options), outputOf(stack, 'FindingsTableName'), receivers);
}

/** Detection's own ports, with the rules of this machine and the state of the stack. */
export function deployedPorts(stack: DeployedStack, { build, loaded }: RuleSet): DetectPorts {
  const { bundle } = build;
  const { redriveDays, securityHub } = loaded.config.deploy;
  const client = dynamoDbClient(stack.options);
  return detectPorts({
    state: dynamoDbStateStore(client, outputOf(stack, 'StateTableName')),
    baselines: dynamoDbStateStore(client, outputOf(stack, 'BaselinesTableName')),
    findings: deployedFindings(stack, securityHub),
    rules: prepareRuleset(bundle, { ...streamPatience(bundle.settings), horizon: redriveDays * dayMicros }),
  });
}

/** State is kept by rule and the hash of what it detects, so other rules look at other state. */
export function hasSameRules(stack: DeployedStack, { build }: RuleSet): boolean {
  return stack.outputs.get('RulesId') === build.bundle.id;
}

const dayMicros = 86_400_000_000;
