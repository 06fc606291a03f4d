import { fieldsOfValue, type Suppression } from '../../ir/index.ts';
import { type AttackTags, noGuidance, type RuleMeta, type Severity } from '../../rule/index.ts';
import { fieldInfo } from './fields.ts';
import type { PolicyRule } from './read-policy.ts';

/** What a policy says about a rule. Its title is its description, since agent rules have no other. */
export function ruleMeta(rule: PolicyRule): RuleMeta {
  return {
    id: rule.id,
    name: rule.id,
    title: rule.description === '' ? rule.id : ownTemplates(rule.description),
    description: ownTemplates(rule.description),
    severity: severityOf(rule),
    language: 'secl',
    maturity: '',
    author: '',
    tags: rule.tags,
    attack: attackOf(rule.tags),
    guidance: noGuidance,
    span: rule.span,
  };
}

/** Datadog's `{{ @process.comm }}` as weir's `{{ process.name }}`. */
function ownTemplates(text: string): string {
  return text.replace(/\{\{\s*@([\w.]+)\s*\}\}/g, (_, name: string) => {
    const [field] = fieldsOfValue(fieldInfo(name).value);
    return `{{ ${field?.names.find(({ space }) => space === 'ecs')?.name ?? name} }}`;
  });
}

/** Agent rules carry no severity: that is the backend's. Rules for compliance record what is often allowed. */
function severityOf(rule: PolicyRule): Severity {
  return rule.tags.includes('policy:threat-detection') ? 'medium' : 'low';
}

/** `tactic:TA0001-initial-access`, `technique:T1190-exploit-public-facing-application`. */
function attackOf(tags: readonly string[]): AttackTags {
  return {
    tactics: found(tags, /^tactic:TA\d+-(.+)$/),
    techniques: found(tags, /^(?:sub)?_?-?technique:(T\d+(?:\.\d+)?)/),
  };
}

function found(tags: readonly string[], pattern: RegExp): readonly string[] {
  return [...new Set(tags.flatMap(tag => pattern.exec(tag)?.[1] ?? []))];
}

const HOUR_MICROS = 3_600_000_000;
const unitMicros: Readonly<Record<string, number>> = { ms: 1000, s: 1e6, m: 60e6, h: HOUR_MICROS };

/** `every` limits how often the agent reports; here it is how long matches merge. */
export function suppressionOf(rule: PolicyRule): Suppression {
  const micros = [...rule.every.matchAll(/(\d+)(ms|s|m|h)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unitMicros[unit ?? ''] ?? 0),
    0,
  );
  return { kind: 'period', by: [], period: micros === 0 ? HOUR_MICROS : micros };
}
