import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { contentChanges } from '../lib/aws/index.ts';
import { deadLetters } from './dead-letters.ts';
import { WeirFunction, type WeirFunctionProps } from './weir-function.ts';

export interface PublisherProps extends Pick<WeirFunctionProps, 'code' | 'logs' | 'environment'> {
  readonly findings: ITable;
  readonly topic: ITopic;
  readonly key: IKey;
  readonly securityHub: boolean;
}

/** What the findings table says, told to SNS and Security Hub. */
export class Publisher extends Construct {
  readonly function: WeirFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: PublisherProps) {
    super(scope, id);
    this.function = new WeirFunction(this, 'Publish', {
      description: 'Sends what changed in the findings table to SNS and Security Hub',
      code: props.code,
      logs: props.logs,
      environment: props.environment,
      memoryMebibytes: 512,
      timeout: Duration.minutes(2),
    });
    this.deadLetters = deadLetters(this, 'PublishDeadLetters', props.key);
    this.function.lambda.addEventSource(
      new DynamoEventSource(props.findings, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        // Not the progress that publish itself records in the same rows.
        filters: [FilterCriteria.filter(contentChanges)],
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // The sweep sends what is behind; a poison finding must not stand in the way of the others for a day.
        retryAttempts: 10,
        onFailure: new SqsDlq(this.deadLetters),
      }),
    );
    grantPublishing(this.function.lambda, props);
  }
}

/** What sending findings needs; the sweep sends too. */
export function grantPublishing(
  grantee: IGrantable & Construct,
  props: Pick<PublisherProps, 'findings' | 'topic' | 'securityHub'>,
): void {
  props.findings.grantReadWriteData(grantee);
  props.topic.grantPublish(grantee);
  if (props.securityHub) grantee.grantPrincipal.addToPrincipalPolicy(mayImportFindings(grantee));
}

function mayImportFindings(scope: Construct): PolicyStatement {
  const product = Stack.of(scope).formatArn({
    service: 'securityhub',
    resource: 'product',
    resourceName: `${Aws.ACCOUNT_ID}/default`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return new PolicyStatement({ actions: ['securityhub:BatchImportFindings'], resources: [product] });
}
