import { noGuidance, type RuleMeta } from '../../rule/index.ts';
import type { AnalyticsRule } from './read-rule.ts';

export function ruleMeta(rule: AnalyticsRule): RuleMeta {
  return {
    id: rule.id,
    name: '',
    title: rule.title,
    description: rule.description,
    severity: rule.severity,
    language: 'kusto',
    maturity: rule.maturity,
    author: '',
    tags: [],
    attack: { tactics: rule.tactics, techniques: rule.techniques },
    ...(rule.related.length === 0 ? {} : { related: rule.related }),
    guidance: noGuidance,
    span: rule.span,
  };
}
