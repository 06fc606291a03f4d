import { type CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { bundleFileName } from '../../functions/bundle/index.ts';
import { loadBundle, type RuleBundle } from '../../lib/engine/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../../lib/event/index.ts';
import type { DeployedStack } from './stack.ts';
import { zipEntry } from './zip-entry.ts';

/**
 * The rules that a stack runs. They lie beside detect's code, in the zip that the stack's template names in the bucket of
 * CDK's bootstrap. Throws where it cannot be read, or where another version of weir wrote it.
 */
export async function deployedBundle(
  stack: DeployedStack,
  cloudFormation: CloudFormationClient,
  s3: S3Client,
): Promise<RuleBundle> {
  const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName: stack.name }));
  const { Bucket, Key } = codeOf(JSON.parse(TemplateBody), stack);
  const object = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const zip = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
  const rules = zipEntry(zip, bundleFileName);
  if (rules === null)
    throw new Error(`s3://${Bucket}/${Key} holds no ${bundleFileName}: another release of weir deployed it`);
  return loadBundle(rules);
}

/** Where the code of the function lies that the output DetectFunctionName refers to. */
export function codeOf(
  template: JsonValue,
  place: Pick<DeployedStack, 'account' | 'region' | 'name'>,
): { readonly Bucket: string; readonly Key: string } {
  const detect = at(template, 'Outputs', 'DetectFunctionName', 'Value', 'Ref');
  const code = at(template, 'Resources', typeof detect === 'string' ? detect : '', 'Properties', 'Code');
  const Bucket = text(at(code, 'S3Bucket'), place);
  const Key = text(at(code, 'S3Key'), place);
  if (Bucket === '' || Key === '')
    throw new Error(`the template of ${place.name} does not say where the code of detect lies`);
  return { Bucket, Key };
}

function text(value: JsonValue | undefined, { account, region }: Pick<DeployedStack, 'account' | 'region'>): string {
  if (typeof value === 'string') return value;
  const pattern = at(value, 'Fn::Sub');
  if (typeof pattern !== 'string') return '';
  return pattern.replaceAll('${AWS::AccountId}', account).replaceAll('${AWS::Region}', region);
}

function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  let found = value;
  for (const name of path) found = isObject(found) ? memberOf(found, name) : undefined;
  return found;
}

function memberOf(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
