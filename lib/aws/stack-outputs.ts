import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** What a deployed stack says of itself: its outputs by name (cdk/weir-stack.ts lists them). */
export type StackOutputs = ReadonlyMap<string, string>;

/** No such stack, or no way to ask: the message says which, and what would be right. */
export class StackNotRead extends Error {}

export function cloudFormationClient(
  options: { readonly region?: string; readonly endpoint?: string } = {},
): CloudFormationClient {
  return new CloudFormationClient(options);
}

/** Region, credentials and endpoint are those of the AWS SDK's own settings (AWS_REGION, AWS_PROFILE, …) where left out. */
export async function readStackOutputs(
  stack: string,
  options: { readonly region?: string; readonly endpoint?: string } = {},
): Promise<StackOutputs> {
  try {
    const client = cloudFormationClient(options);
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    const pairs = (found?.Outputs ?? []).map(output => [output.OutputKey ?? '', output.OutputValue ?? ''] as const);
    return new Map(pairs);
  } catch (error) {
    throw new StackNotRead(whyNot(stack, error), { cause: error });
  }
}

function whyNot(stack: string, error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (/does not exist/.test(message)) return `there is no stack ${stack} in this account and Region (${message})`;
  if (/region is missing/i.test(message)) return 'no AWS Region is set: give --region, or AWS_REGION';
  if (/credential|token/i.test(`${name} ${message}`)) return `AWS gives no credentials: ${message}`;
  return `the stack ${stack} cannot be read: ${name}: ${message}`;
}
