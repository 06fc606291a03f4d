import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { synth, synthSource } from './synth.ts';

const central = synth(`
deploy:
  organizationId: o-a1b2c3d4e5
  sourceAccounts: ["444455556666"]
  logGroups: [/aws/eks/prod/cluster]
  logGroupPrefixes: [/aws/rds/]
`);
const member = synthSource('deploy: {logGroups: [/aws/eks/prod/cluster], logGroupPrefixes: [/aws/rds/]}');

describe('the central stack', () => {
  it('takes subscriptions of the organization and of the named accounts, and of nobody else', () => {
    const [destination] = Object.values(central.template.findResources('AWS::Logs::Destination'));
    const policy = JSON.stringify(destination?.Properties.DestinationPolicy).replaceAll('\\"', '"');
    expect(policy).toContain('"Principal":{"AWS":["444455556666"]}');
    expect(policy).toContain('"Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":["o-a1b2c3d4e5"]}}');
    expect(policy.match(/"Principal"/g)).toHaveLength(2);
    expect(Object.keys(central.template.findOutputs('SourceDestinationArn'))).toHaveLength(1);
  });

  it('is made after the role with which CloudWatch Logs tests it', () => {
    const [destination] = Object.values(central.template.findResources('AWS::Logs::Destination'));
    expect(destination?.DependsOn).toEqual([expect.stringMatching(/^SubscriptionsRole/)]);
  });

  it('subscribes every log group of the account but its own and those that have a filter already', () => {
    const [policy] = Object.values(central.template.findResources('AWS::Logs::AccountPolicy'));
    expect(policy?.Properties).toMatchObject({ PolicyType: 'SUBSCRIPTION_FILTER_POLICY', Scope: 'ALL' });
    const criteria = JSON.stringify(policy?.Properties.SelectionCriteria);
    const own = Object.keys(central.template.findResources('AWS::Logs::LogGroup'));
    expect(own.length).toBeGreaterThan(5);
    for (const id of own) expect(criteria).toContain(`{"Ref":"${id}"}`);
    expect(criteria).toContain('/aws/eks/prod/cluster');
    expect(criteria).toMatch(/LogGroupName NOT IN/);
  });

  it('tells detect which of them count', () => {
    central.template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({ LOG_GROUPS: '/aws/eks/prod/cluster', LOG_GROUP_PREFIXES: '/aws/rds/' }),
      },
    });
  });
});

describe("a member's stack", () => {
  it('is one plain template: a parameter, no assets, no bootstrap', () => {
    const template = member.toJSON();
    expect(Object.keys(template.Parameters)).toEqual(['DestinationArn']);
    expect(template.Rules).toBeUndefined();
    expect(JSON.stringify(template)).not.toMatch(/cdk-hnb659fds|S3Bucket|AWS::Lambda/);
  });

  it('subscribes its log groups with a role of its own, which an organization asks for', () => {
    member.hasResourceProperties('AWS::Logs::SubscriptionFilter', {
      LogGroupName: '/aws/eks/prod/cluster',
      DestinationArn: { Ref: 'DestinationArn' },
      RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SenderRole'), 'Arn'] },
    });
    member.hasResourceProperties('AWS::Logs::AccountPolicy', {
      SelectionCriteria: 'LogGroupName NOT IN ["/aws/eks/prod/cluster"]',
    });
  });
});
