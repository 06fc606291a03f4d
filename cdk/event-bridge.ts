import { CfnRule, Rule } from 'aws-cdk-lib/aws-events';
import { FirehoseDeliveryStream } from 'aws-cdk-lib/aws-events-targets';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Construct } from 'constructs';

export interface EventBridgeFeedProps {
  readonly sources: readonly ('cloudtrail' | 'guardduty')[];
  readonly stream: IDeliveryStream;
}

/** What this account does and what GuardDuty finds in it, put into the plain stream in EventBridge's envelope. */
export class EventBridgeFeed extends Construct {
  constructor(scope: Construct, id: string, props: EventBridgeFeedProps) {
    super(scope, id);
    if (props.sources.includes('cloudtrail')) this.addCloudTrail(props.stream);
    if (props.sources.includes('guardduty')) this.addGuardDuty(props.stream);
  }

  private addCloudTrail(stream: IDeliveryStream): void {
    const rule = new Rule(this, 'CloudTrail', {
      description: 'CloudTrail events, read-only ones included, to weir',
      eventPattern: {
        detailType: [
          'AWS API Call via CloudTrail',
          'AWS Console Sign In via CloudTrail',
          'AWS Service Event via CloudTrail',
        ],
        detail: { eventName: [{ 'anything-but': cryptographicCalls }] },
      },
      targets: [new FirehoseDeliveryStream(stream)],
    });
    const resource = rule.node.defaultChild;
    if (!(resource instanceof CfnRule)) throw new Error('a rule is not a rule of this stack');
    // Plain ENABLED leaves out read-only management events: GetSecretValue would never arrive.
    resource.state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  }

  private addGuardDuty(stream: IDeliveryStream): void {
    new Rule(this, 'GuardDuty', {
      description: 'GuardDuty findings to weir',
      eventPattern: { source: ['aws.guardduty'], detailType: ['GuardDuty Finding'] },
      targets: [new FirehoseDeliveryStream(stream)],
    });
  }
}

/**
 * Every use of an encrypted resource is such a call, weir's own among them: detecting them would make more of them. What
 * is done to keys themselves (disabled, scheduled for deletion, policy changed) does arrive.
 */
const cryptographicCalls = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateMac',
  'ReEncrypt',
  'Sign',
  'Verify',
  'VerifyMac',
];
