import { bundleRules, emptySettings, type RuleBundle } from '../../../lib/engine/index.ts';
import type { Predicate } from '../../../lib/ir/index.ts';
import { single } from '../rule.ts';

export interface Condition {
  readonly field: string;
  readonly how: 'equal' | 'contains' | 'starts' | 'ends' | 'exists' | 'not' | 'keyword';
  readonly text: string;
}

/** A rule about CloudTrail that wants all of the conditions. */
export function bundleOf(conditions: readonly Condition[]): RuleBundle {
  const where: Predicate = { op: 'all', of: conditions.map(predicateOf) };
  const route = [{ product: 'aws', service: 'cloudtrail' }];
  return bundleRules([{ rule: single(where, route), staged: false }], emptySettings);
}

function predicateOf({ field, how, text }: Condition): Predicate {
  const space = field.includes('.') && !field.includes('requestP') && !field.includes('userI') ? 'ecs' : 'vendor';
  const value = { op: 'field', field: { field, names: [{ space, name: field }] } } as const;
  const asked = { case: 'insensitive', asText: 'json' } as const;
  switch (how) {
    case 'exists':
      return { op: 'exists', value, null: 'missing' };
    case 'not':
      return { op: 'not', of: { op: 'test', value, test: { is: 'equal', texts: [text], ...asked }, members: 'any' } };
    case 'keyword':
      return { op: 'keyword', test: { is: 'contains', text, ...asked } };
    case 'equal':
      return { op: 'test', value, test: { is: 'equal', texts: [text, `${text}s`], ...asked }, members: 'any' };
    default:
      return { op: 'test', value, test: { is: how, text, ...asked }, members: 'whole' };
  }
}

/** A record as CloudTrail begins it. */
export function logOf(members: string): string {
  return `{"eventVersion":"1.08","userIdentity":{"type":"IAMUser"},${members}}`;
}
