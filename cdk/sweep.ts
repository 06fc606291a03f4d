import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetters } from './dead-letters.ts';
import { WeirFunction, type WeirFunctionProps } from './weir-function.ts';

export interface SweepProps extends Pick<WeirFunctionProps, 'code' | 'logs' | 'environment'> {
  readonly key: IKey;
}

/** Every minute: what only time can decide, and what publishing left behind. */
export class Sweep extends Construct {
  readonly function: WeirFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id);
    this.function = new WeirFunction(this, 'Sweep', {
      description: 'Decides what only time can decide, and sends findings that are behind',
      code: props.code,
      logs: props.logs,
      environment: props.environment,
      memoryMebibytes: 1024,
      timeout: Duration.minutes(5),
    });
    this.deadLetters = deadLetters(this, 'SweepDeadLetters', props.key);
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [
        new LambdaFunction(this.function.lambda, {
          deadLetterQueue: this.deadLetters,
          // The next minute does the same work; an old start is of no use.
          retryAttempts: 2,
          maxEventAge: Duration.minutes(5),
        }),
      ],
    });
  }
}
