import { readStackOutputs, StackNotRead, type StackOutputs } from '../../lib/aws/index.ts';
import { UsageError } from '../usage-error.ts';

/** A weir stack as it stands in the account and Region of the caller's credentials. */
export interface DeployedStack {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  /** The stack's output of this name; a wrong use, with what to do, where there is none. */
  readonly output: (name: string) => string;
}

export async function readStack(name: string): Promise<DeployedStack> {
  const outputs = await read(name);
  const output = (wanted: string): string => {
    const value = outputs.get(wanted);
    if (value !== undefined) return value;
    throw new UsageError(
      `stack ${name} has no output ${wanted}`,
      'it is no weir stack, or an older version deployed it: npm run deploy',
    );
  };
  const [, , , region = '', account = ''] = output('KeyArn').split(':');
  return { name, region, account, output };
}

async function read(name: string): Promise<StackOutputs> {
  try {
    return await readStackOutputs(name);
  } catch (error) {
    if (error instanceof StackNotRead) throw new UsageError(error.message, 'name the stack with --stack NAME');
    throw error;
  }
}

/** Credentials and permissions are the caller's business: what AWS says of them is the message. */
export function callFailed(error: unknown): UsageError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return new UsageError(`AWS refused: ${name}: ${message}`, 'docs/operating.md lists the permissions that are needed');
}
