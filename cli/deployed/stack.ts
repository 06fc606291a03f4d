import { readStackOutputs, StackNotRead, type StackOutputs } from '../../lib/aws/index.ts';
import { UsageError } from '../usage-error.ts';

/** Where AWS is asked: what is left out are the SDK's own settings (AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL). */
export interface ClientOptions {
  readonly region?: string;
  readonly endpoint?: string;
}

/** A weir stack as it stands in the account and Region of the caller's credentials. */
export interface DeployedStack {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  /** The stack's output of this name; a wrong use, with what to do, where there is none. */
  readonly output: (name: string) => string;
  /** For clients of what the stack has. */
  readonly options: ClientOptions;
}

export async function readStack(name: string, options: ClientOptions = {}): Promise<DeployedStack> {
  const outputs = await read(name, options);
  const output = (wanted: string): string => {
    const value = outputs.get(wanted);
    if (value !== undefined) return value;
    throw new UsageError(
      `stack ${name} has no output ${wanted}`,
      'it is no weir stack, or an older version deployed it: npm run deploy',
    );
  };
  const [, , , region = '', account = ''] = output('KeyArn').split(':');
  return { name, region, account, output, options };
}

async function read(name: string, options: ClientOptions): Promise<StackOutputs> {
  try {
    return await readStackOutputs(name, options);
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
