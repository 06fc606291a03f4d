import { Aws, CfnParameter, DefaultStackSynthesizer, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnAccountPolicy, CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { DeployConfig } from '../lib/config/index.ts';
import { allLogGroupsBut } from './account-policy.ts';

/**
 * What a member account deploys: its log groups, subscribed to the destination of a weir stack elsewhere. One plain
 * template without assets, so that a StackSet can carry it to every account of an organization.
 */
export class WeirSourceStack extends Stack {
  constructor(scope: Construct, id: string, deploy: Pick<DeployConfig, 'logGroups' | 'logGroupPrefixes'>) {
    super(scope, id, {
      description: 'weir: subscribes log groups of this account to a weir stack of another',
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
    });
    const destination = new CfnParameter(this, 'DestinationArn', {
      description: "Output SourceDestinationArn of the weir stack, in this stack's own Region",
      allowedPattern: '^arn:[\\w-]+:logs:[a-z0-9-]+:\\d{12}:destination:.+$',
    });
    const role = this.senderRole();
    for (const logGroupName of new Set(deploy.logGroups)) {
      new CfnSubscriptionFilter(this, `Group${logGroupName.replace(/\W/g, '')}`, {
        logGroupName,
        destinationArn: destination.valueAsString,
        filterPattern: '',
        roleArn: role.roleArn,
      });
    }
    if (deploy.logGroupPrefixes.length > 0) {
      new CfnAccountPolicy(this, 'AllGroups', {
        ...allLogGroupsBut([...new Set(deploy.logGroups)]),
        policyDocument: this.toJsonString({
          DestinationArn: destination.valueAsString,
          RoleArn: role.roleArn,
          FilterPattern: '',
          Distribution: 'Random',
        }),
      });
    }
  }

  /** A destination that is open to an organization asks for a role of the sender, which its API reference leaves out. */
  private senderRole(): Role {
    const anyGroup = this.formatArn({ service: 'logs', resource: 'log-group:*' });
    const send = new PolicyStatement({ actions: ['logs:PutLogEvents'], resources: [anyGroup] });
    const role = new Role(this, 'SenderRole', {
      description: 'CloudWatch Logs sends log events of this account to weir',
      assumedBy: new ServicePrincipal('logs.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: { Send: new PolicyDocument({ statements: [send] }) },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:*]',
      reason: 'Which log groups are sent is said by the subscriptions; those of tomorrow have no name yet.',
    });
    return role;
  }
}
