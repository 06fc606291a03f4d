import type { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { OwnLogs } from './own-logs.ts';

export interface WeirFunctionProps {
  readonly description: string;
  /** Folder with `index.mjs` (functions/bundle). */
  readonly code: string;
  readonly logs: OwnLogs;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMebibytes: number;
  readonly timeout: Duration;
  readonly concurrency?: number;
}

/** One function with its own log group and a role that may do nothing but write there, until it is granted more. */
export class WeirFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: WeirFunctionProps) {
    super(scope, id);
    const logGroup = props.logs.group(id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.code),
      role,
      logGroup,
      environment: { ...props.environment },
      memorySize: props.memoryMebibytes,
      timeout: props.timeout,
      ...(props.concurrency === undefined ? {} : { reservedConcurrentExecutions: props.concurrency }),
    });
  }
}
