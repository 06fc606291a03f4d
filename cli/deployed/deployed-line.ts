import { receiversOf } from '../../functions/receivers-of.ts';
import {
  cloudFormationClient,
  dynamoDbClient,
  dynamoDbFindingSink,
  dynamoDbStateStore,
  s3Client,
} from '../../lib/aws/index.ts';
import type { RuleBundle } from '../../lib/engine/index.ts';
import type { FindingSink } from '../../lib/finding/index.ts';
import { type DetectPorts, detectPorts, prepareRuleset } from '../../lib/pipeline/index.ts';
import { readRuleSet } from '../rule-set.ts';
import type { Terminal } from '../terminal.ts';
import type { Words } from '../words.ts';
import { deployedBundle } from './deployed-bundle.ts';
import { callFailed, type DeployedStack, readStack } from './stack.ts';

/** The stack that `--stack`, `--region` and `--endpoint` name. */
export function namedStack(words: Words): Promise<DeployedStack> {
  const region = words.text('region');
  const endpoint = words.text('endpoint');
  return readStack(words.text('stack'), {
    ...(region === '' ? {} : { region }),
    ...(endpoint === '' ? {} : { endpoint }),
  });
}

/** The rules that the stack runs; those of this machine where `--rules` or `--config` names them. */
export async function rulesOf(stack: DeployedStack, words: Words, terminal: Terminal): Promise<RuleBundle> {
  const paths = words.list('rules');
  const config = words.text('config');
  if (paths.length > 0 || config !== '') return readRuleSet(config, paths, terminal).build.bundle;
  try {
    return await deployedBundle(stack, cloudFormationClient(stack.options), s3Client(stack.options));
  } catch (error) {
    throw callFailed(error);
  }
}

/** The findings of a deployed stack. */
export function deployedFindings(stack: DeployedStack): FindingSink {
  const securityHub = stack.output('Receivers').includes('Security Hub');
  const table = stack.output('FindingsTableName');
  return dynamoDbFindingSink(dynamoDbClient(stack.options), table, receiversOf({ securityHub }));
}

/** Detection's own ports, on the state of the stack. */
export function deployedPorts(stack: DeployedStack, bundle: RuleBundle): DetectPorts {
  const client = dynamoDbClient(stack.options);
  return detectPorts({
    state: dynamoDbStateStore(client, stack.output('StateTableName')),
    baselines: dynamoDbStateStore(client, stack.output('BaselinesTableName')),
    findings: deployedFindings(stack),
    rules: prepareRuleset(bundle),
  });
}
