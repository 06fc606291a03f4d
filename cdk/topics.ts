import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface Topics {
  /** For those who answer findings. */
  readonly findings: Topic;
  /** For those who run weir: its own alarms. */
  readonly alarms: Topic;
}

export function topics(scope: Construct, masterKey: IKey): Topics {
  return {
    findings: new Topic(scope, 'FindingsTopic', { masterKey, enforceSSL: true, displayName: 'weir findings' }),
    alarms: new Topic(scope, 'AlarmsTopic', { masterKey, enforceSSL: true, displayName: 'weir operation' }),
  };
}
