import type { Comparison } from '../../ir/index.ts';
import type { Severity, Span } from '../../rule/index.ts';
import { itemsOf, textOf, valueAt, type YamlNode, type YamlScalar } from '../text/index.ts';
import { spanMicros } from './literals.ts';

/** A Sentinel analytics rule, read but not parsed. */
export interface AnalyticsRule {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly maturity: string;
  readonly kind: string;
  readonly query: YamlScalar | null;
  readonly frequencyMicros: number;
  readonly periodMicros: number;
  readonly threshold: { readonly compare: Comparison; readonly to: number };
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  /** Ids of the rules that this one translates: `related`, as Sigma writes it. */
  readonly related: readonly string[];
  readonly entities: readonly { readonly name: string; readonly column: string }[];
  readonly perRow: boolean;
  /** How long the rule rests after a finding; null where it does not. */
  readonly suppressionMicros: number | null;
  readonly span: Span;
}

const HOUR = 3_600_000_000;

export function readRule(root: YamlNode): AnalyticsRule {
  const text = (key: string) => textOf(valueAt(root, key));
  const query = valueAt(root, 'query');
  const grouping = valueAt(root, 'eventGroupingSettings');
  const frequency = micros(root, 'queryFrequency') ?? HOUR;
  return {
    id: text('id'),
    title: text('name'),
    description: text('description').trim().replace(/^'|'$/g, '').trim(),
    severity: severityOf(text('severity')),
    maturity: text('status'),
    kind: text('kind'),
    query: query?.kind === 'scalar' ? query : null,
    frequencyMicros: frequency,
    periodMicros: micros(root, 'queryPeriod') ?? frequency,
    threshold: { compare: comparison(text('triggerOperator')), to: Number(text('triggerThreshold') || 0) },
    tactics: listAt(root, 'tactics').map(tactic => tactic.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()),
    techniques: listAt(root, 'relevantTechniques'),
    related: relatedOf(root),
    entities: entitiesOf(root),
    perRow: grouping !== undefined && textOf(valueAt(grouping, 'aggregationKind')) === 'AlertPerResult',
    suppressionMicros: text('suppressionEnabled') === 'true' ? micros(root, 'suppressionDuration') : null,
    span: valueAt(root, 'id')?.span ?? root.span,
  };
}

function micros(root: YamlNode, key: string): number | null {
  const text = textOf(valueAt(root, key)).trim();
  return text === '' ? null : spanMicros({ start: 0, end: 0 }, text);
}

function comparison(operator: string): Comparison {
  const names: Readonly<Record<string, Comparison>> = {
    gt: '>',
    greaterthan: '>',
    lt: '<',
    lessthan: '<',
    eq: '==',
    equal: '==',
    ne: '!=',
    notequal: '!=',
  };
  return names[operator.toLowerCase()] ?? '>';
}

function severityOf(text: string): Severity {
  const known: Readonly<Record<string, Severity>> = {
    informational: 'informational',
    low: 'low',
    medium: 'medium',
    high: 'high',
  };
  return known[text.toLowerCase()] ?? 'medium';
}

function listAt(root: YamlNode, key: string): readonly string[] {
  const list = valueAt(root, key);
  return list === undefined ? [] : itemsOf(list).map(textOf);
}

function relatedOf(root: YamlNode): readonly string[] {
  const list = valueAt(root, 'related');
  return (list === undefined ? [] : itemsOf(list)).map(item => textOf(valueAt(item, 'id'))).filter(id => id !== '');
}

/** What a finding calls the entities: the identifier's kind, numbered where there are several. */
function entitiesOf(root: YamlNode): AnalyticsRule['entities'] {
  const mappings = valueAt(root, 'entityMappings');
  const columns = (mappings === undefined ? [] : itemsOf(mappings)).flatMap(mapping => {
    const kind = textOf(valueAt(mapping, 'entityType')).toLowerCase();
    const fields = valueAt(mapping, 'fieldMappings');
    const [first] = fields === undefined ? [] : itemsOf(fields);
    const column = first === undefined ? '' : textOf(valueAt(first, 'columnName'));
    return column === '' ? [] : [{ kind: kind === 'account' ? 'user' : kind, column }];
  });
  return columns.map(({ kind, column }, at) => {
    const before = columns.slice(0, at).filter(other => other.kind === kind).length;
    return { name: before === 0 ? kind : `${kind}${before + 1}`, column };
  });
}
