import type { FieldRef, KeyPart, Suppression } from '../../ir/index.ts';
import type { RuleMeta, Severity } from '../../rule/index.ts';
import type { RuleHead } from './ast.ts';
import { attackTags } from './attack-tags.ts';
import { entityName } from './field-names.ts';

export function ruleMeta(head: RuleHead, id: string, severity: Severity): RuleMeta {
  return {
    id,
    name: head.name,
    title: head.title,
    description: head.description,
    severity: head.level ?? severity,
    language: 'sigma',
    maturity: head.status,
    author: head.author,
    tags: head.tags,
    attack: attackTags(head.tags),
    ...(head.related.length === 0 ? {} : { related: head.related }),
    guidance: {
      why: head.why,
      severityReason: head.levelReason,
      triage: head.triage,
      falsePositives: head.falsePositives,
      response: head.response,
      references: head.references,
    },
    span: head.span,
  };
}

/** One finding per entity and hour, unless the rule's `weir` block says otherwise. */
export function suppressionOf(head: RuleHead, field: (name: string) => FieldRef): Suppression {
  if (head.suppress?.kind === 'off') return { kind: 'off' };
  const by = head.suppress?.by ?? head.entity ?? [];
  return { kind: 'period', by: by.map(name => entityPart(field(name))), period: head.suppress?.period ?? hour };
}

const hour = 3_600_000_000;

/** An entity may be known in part: events without the field merge among themselves. */
function entityPart(ref: FieldRef): KeyPart {
  return { name: entityName(ref), value: { op: 'field', field: ref }, missing: 'null' };
}
