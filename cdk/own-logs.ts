import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/**
 * The log groups of weir itself. They are made under one name, so that CloudFormation calls them
 * `STACK-WeirLogsDETECT…`: by that every weir stack knows the logs of every other, and takes none of them. A detector that
 * reads what detectors write would never stop.
 */
export class OwnLogs extends Construct {
  readonly groups: LogGroup[] = [];
  private readonly key: IKey;
  private readonly retention: RetentionDays;

  constructor(scope: Construct, props: { readonly key: IKey; readonly retention: RetentionDays }) {
    super(scope, 'WeirLogs');
    this.key = props.key;
    this.retention = props.retention;
  }

  group(name: string): LogGroup {
    const group = new LogGroup(this, name, {
      encryptionKey: this.key,
      retention: this.retention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.groups.push(group);
    return group;
  }
}

/** CloudWatch keeps logs for certain numbers of days only; the nearest that is not shorter. */
export function retentionOf(days: number): RetentionDays {
  const offered = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
  ];
  // The enum's values are these numbers of days.
  return (offered.find(candidate => candidate >= days) ?? 3653) as RetentionDays;
}
