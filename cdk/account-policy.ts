import { Aws, Fn } from 'aws-cdk-lib';
import type { CfnAccountPolicyProps } from 'aws-cdk-lib/aws-logs';

/**
 * An account has one subscription policy per Region, and the only choice it offers is which log groups to leave out. What
 * comes of others than the wanted prefixes is dropped by detect before it is evaluated.
 */
export function allLogGroupsBut(names: readonly string[]): Omit<CfnAccountPolicyProps, 'policyDocument'> {
  const list = Fn.join('","', [...names]);
  return {
    // Required by the resource; the stack's name keeps it apart from others.
    policyName: `${Aws.STACK_NAME}-weir`,
    policyType: 'SUBSCRIPTION_FILTER_POLICY',
    scope: 'ALL',
    ...(names.length === 0 ? {} : { selectionCriteria: `LogGroupName NOT IN ["${list}"]` }),
  };
}
