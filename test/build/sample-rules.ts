import type { EventSelector, Rule } from '../../lib/ir/index.ts';
import type { CompiledRule } from '../../lib/language/text/index.ts';
import { noGuidance, type RuleMeta } from '../../lib/rule/index.ts';

const nothing: EventSelector = { route: [], where: { op: 'never' } };

export function sampleRule(id: string, meta: Partial<RuleMeta> = {}, rule: Partial<Rule> = {}): Rule {
  return {
    meta: {
      id,
      name: '',
      title: `Rule ${id}`,
      description: '',
      severity: 'medium',
      language: 'sigma',
      maturity: 'stable',
      author: '',
      tags: [],
      attack: { tactics: [], techniques: [] },
      guidance: noGuidance,
      span: { path: `rules/${id}.yml`, line: 1, column: 1, endLine: 1, endColumn: 1 },
      ...meta,
    },
    detection: { kind: 'single', events: [nothing] },
    suppression: { kind: 'period', by: [], period: 3_600_000_000 },
    emits: true,
    ...rule,
  };
}

export function compiled(rule: Rule, change: Partial<CompiledRule> = {}): CompiledRule {
  const { id, title, language, span } = rule.meta;
  return { id, title, language, path: span.path, status: 'ok', rule, diagnostics: [], ...change };
}

/** A rule built on the findings of others. */
export function chainOver(id: string, ...inner: readonly string[]): Rule {
  const inputs = inner.map(rule => ({ name: rule, from: { kind: 'rule' as const, rule }, key: [], values: [] }));
  const detection = { kind: 'temporal', inputs, span: 60_000_000, order: 'any', having: { op: 'always' } } as const;
  return sampleRule(id, {}, { detection });
}
