import { type KeyPart, legs, type Rule, type Value } from '../ir/index.ts';

/** How one leg of a rule spells the rule's correlation key; for single events, the entity that repeats merge into. */
export function keyParts(rule: Rule, leg: number): readonly KeyPart[] {
  const { detection, suppression } = rule;
  if (detection.kind === 'single') {
    if (suppression.kind === 'off') return [];
    return suppression.by.length > 0 ? suppression.by : defaultEntity;
  }
  const asked = legs(rule.detection)[leg];
  if (asked === undefined) throw new Error(`rule ${rule.meta.id} has no leg ${leg}`);
  if (detection.kind !== 'first-seen') return asked.key;
  return [...asked.key, ...asked.values.map(termPart)];
}

export function keyNames(rule: Rule): readonly string[] {
  return keyParts(rule, 0).map(part => part.name);
}

/** Host, and user or principal: whom a finding is about where neither rule nor configuration says so (DESIGN §6.2). */
const defaultEntity: readonly KeyPart[] = [
  { name: 'host', missing: 'null', value: firstOf('host.id', 'host.name', 'host.hostname', 'cloud.instance.id') },
  {
    name: 'user',
    missing: 'null',
    value: firstOf('user.name', 'user.id', 'aws.cloudtrail.user_identity.arn', 'aws.cloudtrail.user_identity.type'),
  },
];

/** A new term is one whose every part is there: an event without the field has no term. */
function termPart(value: Value, position: number): KeyPart {
  return { name: value.op === 'field' ? value.field.field : `term${position + 1}`, value, missing: 'drop' };
}

function firstOf(...names: readonly string[]): Value {
  return {
    op: 'field',
    field: { field: names[0] ?? '', names: names.map(name => ({ space: 'ecs', name })) },
  };
}
