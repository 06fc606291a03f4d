import { type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

export interface Acknowledged {
  readonly archive: IConstruct;
  readonly state: IConstruct;
  readonly deadLetters: readonly IConstruct[];
}

/** Where the checks of cdk-nag do not fit, and why. What is not here must hold. */
export function acknowledge(stack: Stack, { archive, state, deadLetters }: Acknowledged): void {
  Validations.of(archive).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      "Firehose and the stack's own functions alone write here. Who else reads is recorded by CloudTrail data events, which an account turns on once for all its buckets; server access logs would need a second bucket in every stack that itself cannot be logged.",
  });
  Validations.of(state).acknowledge({
    id: 'AwsSolutions-DDB3',
    reason:
      'State is hits of the last hours that expire by themselves; restoring it to a point in time would correlate events that are gone. Findings and baselines have point-in-time recovery.',
  });
  for (const queue of deadLetters) {
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'This queue is a dead-letter queue, of an event source or an EventBridge target, where the check does not look.',
    });
  }
  const wildcards = Validations.of(stack);
  for (const [finding, reason] of Object.entries(narrowWildcards)) {
    wildcards.acknowledge({ id: `AwsSolutions-IAM5[${finding}]`, reason });
  }
  wildcards.acknowledge({
    id: 'CloudFormation-Validate::W7001',
    reason: "CDK's Firehose construct adds address ranges that only destinations in a VPC use.",
  });
}

const variantsOnOneKey =
  'Variants of one action (with and without plaintext, from and to) on the one key of this stack.';
const anyObjectName =
  'Object names hold their time and a random part; the permission ends at this prefix of the one bucket.';

const narrowWildcards: Readonly<Record<string, string>> = {
  'Action::kms:ReEncrypt*': variantsOnOneKey,
  'Action::kms:GenerateDataKey*': variantsOnOneKey,
  'Action::s3:GetObject*': 'Reading of objects with their versions and tags, below failed/ of the one bucket.',
  'Action::s3:GetBucket*': 'Reading of the settings of the one bucket.',
  'Action::s3:List*': 'Listing of the one bucket.',
  'Action::s3:Abort*': 'Ends uploads that were begun, below the named prefixes of the one bucket.',
  'Resource::<ArchiveDA4CB258.Arn>/*': anyObjectName,
  'Resource::<ArchiveDA4CB258.Arn>/failed/*': anyObjectName,
  'Resource::<ArchiveDA4CB258.Arn>/quarantine/*': anyObjectName,
  'Resource::<ArchiveDA4CB258.Arn>/overflow/*': anyObjectName,
  'Resource::<Findings172CF60E.Arn>/index/*': 'The three indexes of the one table, which hold nothing but its keys.',
  'Resource::*':
    'dynamodb:ListStreams, which the poller of the findings stream calls, has no resource to be narrowed to.',
};
