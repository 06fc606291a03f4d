import type { Detection, EventSelector, Input, KeyPart, Measure, Predicate, Rule, Value } from '../../ir/index.ts';
import { compareSeverity, type Severity } from '../../rule/index.ts';
import { error, note } from '../text/index.ts';
import type { CorrelationRule, CorrelationType, DetectionRule, Reference } from './ast.ts';
import { entityName, fieldRef } from './field-names.ts';
import { isDetection } from './filters.ts';
import { limit, rowField } from './having.ts';
import { fieldsOf } from './lower-detection.ts';
import { lowerCondition } from './lower-section.ts';
import type { KnownRule, RuleIndex } from './rule-index.ts';
import { ruleMeta, suppressionOf } from './rule-meta.ts';

export interface CorrelationContext {
  readonly index: RuleIndex;
  readonly selectorOf: (rule: KnownRule<DetectionRule>) => EventSelector;
  /** The rule whose findings are those of `inner`, grouped by `names` instead of its own fields. */
  readonly regrouped: (inner: KnownRule<CorrelationRule>, names: readonly string[]) => string;
  readonly severityOf: (rule: KnownRule) => Severity;
}

/** One correlation to IR. `groupBy` is its own, or that of a chain around it that groups by other fields. */
export function lowerCorrelation(
  known: KnownRule<CorrelationRule>,
  groupBy: readonly string[],
  context: CorrelationContext,
  emits: boolean,
): Rule {
  const { document, report } = known;
  checkAliases(known);
  const legs = document.rules.flatMap(reference => {
    const rule = context.index.resolve(reference, report);
    return rule === null || !isUsable(rule, reference, known) ? [] : [{ reference, rule }];
  });
  const measured = document.condition.kind === 'limits' ? document.condition.fields : [];
  const inputs = uniquelyNamed(
    legs.map(({ reference, rule }) => lowerInput(known, reference, rule, groupBy, measured, context)),
  );
  const worst =
    legs
      .map(({ rule }) => context.severityOf(rule))
      .toSorted(compareSeverity)
      .at(-1) ?? 'medium';
  return {
    meta: ruleMeta(document.head, known.id, worst),
    detection: detectionOf(known, inputs),
    suppression: suppressionOf(document.head, name => fieldRef(name, document.head.taxonomy, anyLogSource)),
    emits,
  };
}

const anyLogSource = {
  product: '',
  service: '',
  category: '',
  span: { path: '', line: 1, column: 1, endLine: 1, endColumn: 1 },
};

export function isCorrelation(known: KnownRule): known is KnownRule<CorrelationRule> {
  return known.document.kind === 'correlation';
}

function isUsable(rule: KnownRule, { to, span }: Reference, { report }: KnownRule): boolean {
  if (rule.document.kind === 'filter') {
    report(error('correlation-rules', `"${to}" is a filter and finds nothing by itself`, span));
    return false;
  }
  const isLegacy =
    rule.document.kind === 'detection' && rule.document.detection.conditions.some(({ aggregation }) => aggregation);
  if (isLegacy) {
    const hint = 'write its aggregation as a correlation rule';
    report(
      error(
        'correlation-rules',
        `"${to}" ends in an old aggregation, which cannot be part of a correlation`,
        span,
        hint,
      ),
    );
  }
  return !isLegacy;
}

function lowerInput(
  known: KnownRule<CorrelationRule>,
  reference: Reference,
  rule: KnownRule,
  groupBy: readonly string[],
  measured: readonly string[],
  context: CorrelationContext,
): Input {
  const fieldIn = (name: string) => aliased(known.document, name, reference, rule);
  const keyName = (name: string) => keyPartName(known.document, name);
  if (isDetection(rule)) {
    const field = fieldsOf(rule.document);
    const read = (name: string): Value => ({ op: 'field', field: field(fieldIn(name)) });
    return {
      name: reference.to,
      from: { kind: 'events', ...context.selectorOf(rule) },
      key: groupBy.map((name): KeyPart => ({ name: keyName(name), value: read(name), missing: 'drop' })),
      values: measured.map(read),
    };
  }
  const inner = isCorrelation(rule) ? rule : null;
  const own = inner?.document.groupBy.map(({ field }) => field) ?? [];
  const wanted = groupBy.map(fieldIn);
  const isRegrouped = wanted.some(name => !own.includes(name));
  const innerName = (name: string) => (inner === null ? name : keyPartName(inner.document, name));
  const groups = isRegrouped ? wanted : own;
  const read = (name: string): Value =>
    rowField(groups.includes(fieldIn(name)) ? innerName(fieldIn(name)) : fieldIn(name));
  return {
    name: reference.to,
    from: { kind: 'rule', rule: inner !== null && isRegrouped ? context.regrouped(inner, wanted) : rule.id },
    key: groupBy.map((name): KeyPart => ({ name: keyName(name), value: read(name), missing: 'drop' })),
    values: measured.map(read),
  };
}

/** What a group-by field is called in the rule's events: through the alias of that name, where there is one. */
function aliased({ aliases }: CorrelationRule, name: string, reference: Reference, rule: KnownRule): string {
  const alias = aliases.find(each => each.name === name);
  const names = [reference.to, rule.id, rule.document.head.name];
  return alias?.fields.find(each => names.includes(each.rule))?.field ?? name;
}

function keyPartName({ aliases, head }: CorrelationRule, name: string): string {
  if (aliases.some(alias => alias.name === name)) return name;
  return entityName(fieldRef(name, head.taxonomy, anyLogSource));
}

function checkAliases({ document, report }: KnownRule<CorrelationRule>): void {
  for (const { name, fields, span } of document.aliases) {
    const missing = document.rules.filter(({ to }) => !fields.some(({ rule }) => rule === to));
    if (missing.length > 0 && fields.length < document.rules.length) {
      const rules = missing.map(({ to }) => to).join(', ');
      report(error('aliases', `the alias "${name}" names no field for ${rules}`, span, 'give one field per rule'));
    }
    for (const { rule, span: at } of fields) {
      if (document.rules.some(({ to }) => to === rule)) continue;
      report(note('aliases', `the alias "${name}" speaks of "${rule}", which is not among the rules by that name`, at));
    }
  }
}

/** A rule named twice is two inputs, the second for a second time. */
function uniquelyNamed(inputs: readonly Input[]): readonly Input[] {
  return inputs.map((input, index) => {
    const earlier = inputs.slice(0, index).filter(({ name }) => name === input.name).length;
    return earlier === 0 ? input : { ...input, name: `${input.name}#${earlier + 1}` };
  });
}

function detectionOf(known: KnownRule<CorrelationRule>, inputs: readonly Input[]): Detection {
  const { type, timespan: span } = known.document;
  if (type === 'temporal' || type === 'temporal_ordered') {
    const order = type === 'temporal' ? 'any' : 'strict';
    return { kind: 'temporal', inputs, span, order, having: temporalHaving(known, inputs) };
  }
  const measures = [measureOf(known, type)];
  return { kind: 'aggregate', inputs, span, measures, having: limitsHolding(known, type), window: { kind: 'sliding' } };
}

function temporalHaving(known: KnownRule<CorrelationRule>, inputs: readonly Input[]): Predicate {
  const { condition } = known.document;
  if (condition.kind === 'limits') return limitsHolding(known, 'rules');
  if (condition.kind === 'none') return limit(rowField('rules'), 'gte', inputs.length);
  const seen = inputs.map(({ name }): [string, Predicate] => {
    const test = { is: 'boolean', to: true } as const;
    return [name, { op: 'test', value: rowField(name), test, members: 'any' }];
  });
  return lowerCondition(condition.condition, {
    named: new Map(seen),
    used: new Set(),
    noun: 'rule',
    report: known.report,
  });
}

function limitsHolding({ document: { condition } }: KnownRule<CorrelationRule>, measure: string): Predicate {
  if (condition.kind !== 'limits') return { op: 'never' };
  const of = condition.limits.map(({ compare, to }) => limit(rowField(measure), compare, to));
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { op: 'all', of };
}

function measureOf(
  { document: { condition }, report }: KnownRule<CorrelationRule>,
  type: Exclude<CorrelationType, 'temporal' | 'temporal_ordered'>,
): Measure {
  const of = condition.kind === 'limits' ? condition.fields.map((_, index) => index) : [];
  switch (type) {
    case 'event_count':
      return { name: type, function: 'count', of: [] };
    case 'value_count':
      return { name: type, function: 'distinct', of };
    case 'value_sum':
      return { name: type, function: 'sum', of };
    case 'value_avg':
      return { name: type, function: 'average', of };
    case 'value_percentile': {
      const percent = condition.kind === 'limits' ? condition.percentile : null;
      if (percent === null && condition.kind === 'limits') {
        const hint = 'add "percentile: 95" to the condition';
        report(note('percentile', 'no percentile is given, so it is the median (50)', condition.span, hint));
      }
      return { name: type, function: 'percentile', of, percent: percent ?? 50 };
    }
    default:
      return type satisfies never;
  }
}
