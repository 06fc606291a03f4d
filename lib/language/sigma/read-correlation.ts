import { didYouMean, error, itemsOf, note, textOf, valueAt, type YamlMap, type YamlNode } from '../text/index.ts';
import {
  type Alias,
  type Condition,
  type CorrelationCondition,
  type CorrelationRule,
  type CorrelationType,
  compareKeys,
  correlationTypes,
  type GroupByField,
  type Reference,
  type RuleHead,
} from './ast.ts';
import { parseCondition } from './parse-condition.ts';
import { parseTimespan } from './parse-timespan.ts';
import type { Report } from './report.ts';

export function readCorrelation(root: YamlMap, node: YamlNode, head: RuleHead, report: Report): CorrelationRule {
  const type = readType(node, report);
  const condition = readCondition(node, type, report);
  const rules = readReferences(valueAt(node, 'rules'));
  if (rules.length === 0 && condition.kind !== 'expression') {
    report(
      error(
        'correlation-rules',
        'the correlation refers to no rule',
        node.span,
        'add "rules:" with ids or names of rules',
      ),
    );
  }
  checkKeys(node, report);
  const groupBy = readGroupBy(valueAt(node, 'group-by'));
  if (groupBy.length === 0) {
    report(
      note(
        'no-group-by',
        'without group-by, events of all users and hosts are taken together',
        node.span,
        'add "group-by: [User]"',
      ),
    );
  }
  return {
    kind: 'correlation',
    head,
    type,
    rules: rules.length === 0 && condition.kind === 'expression' ? namesIn(condition.condition) : rules,
    groupBy,
    timespan: readTimespan(node, report),
    condition,
    aliases: readAliases(valueAt(node, 'aliases'), report),
    // The specification has it beside `correlation`; pySigma reads it inside.
    generate: isTrue(valueAt(root, 'generate')) || isTrue(valueAt(node, 'generate')),
  };
}

export function readReferences(node: YamlNode | undefined): Reference[] {
  if (node === undefined) return [];
  return itemsOf(node)
    .map(item => ({ to: textOf(item).trim(), span: item.span }))
    .filter(({ to }) => to !== '');
}

function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

function readType(node: YamlNode, report: Report): CorrelationType {
  const entry = valueAt(node, 'type');
  const text = textOf(entry);
  // The documentation of Sigma itself once had the second word first.
  const name = text === 'ordered_temporal' ? 'temporal_ordered' : text;
  const type = correlationTypes.find(known => known === name);
  if (type !== undefined) return type;
  const message =
    text === ''
      ? 'the correlation has no type'
      : `unknown correlation type "${text}"${didYouMean(text, correlationTypes)}`;
  report(error('correlation-type', message, entry?.span ?? node.span, `one of ${correlationTypes.join(', ')}`));
  return 'event_count';
}

function readGroupBy(node: YamlNode | undefined): GroupByField[] {
  return readReferences(node).map(({ to, span }) => ({ field: to, span }));
}

function readTimespan(node: YamlNode, report: Report): number {
  const entry = valueAt(node, 'timespan') ?? valueAt(node, 'timeframe');
  const micros = parseTimespan(textOf(entry));
  if (micros !== null) return micros;
  const message = entry === undefined ? 'the correlation has no timespan' : `"${textOf(entry)}" is no time span`;
  report(error('timespan', message, entry?.span ?? node.span, 'as in 30s, 5m, 1h or 7d'));
  return 1;
}

function readCondition(node: YamlNode, type: CorrelationType, report: Report): CorrelationCondition {
  const entry = valueAt(node, 'condition');
  const isTemporal = type === 'temporal' || type === 'temporal_ordered';
  if (entry === undefined) {
    if (!isTemporal) {
      report(error('correlation-condition', `${type} needs a condition`, node.span, 'as in "condition: {gte: 10}"'));
    }
    return { kind: 'none' };
  }
  if (entry.kind === 'map') return readLimits(entry, type, report);
  if (!isTemporal || entry.kind !== 'scalar') {
    report(error('correlation-condition', `${type} needs a condition such as {gte: 10}`, entry.span));
    return { kind: 'none' };
  }
  const { condition, aggregation, diagnostics } = parseCondition(textOf(entry), entry.inner);
  diagnostics.forEach(report);
  if (aggregation !== null) report(error('correlation-condition', 'no aggregation can stand here', entry.span));
  return condition === null ? { kind: 'none' } : { kind: 'expression', condition, span: entry.span };
}

function readLimits(node: YamlMap, type: CorrelationType, report: Report): CorrelationCondition {
  const limits: { compare: (typeof compareKeys)[number]; to: number }[] = [];
  for (const { key, keySpan, value } of node.entries) {
    if (key === 'field' || (key === 'percentile' && type === 'value_percentile')) continue;
    const compare = compareKeys.find(known => known === key);
    const to = numberOf(value);
    if (compare === undefined) {
      const message = `unknown key "${key}" in a condition${didYouMean(key, compareKeys)}`;
      report(error('correlation-condition', message, keySpan, `one of ${compareKeys.join(', ')}, field`));
    } else if (to === null) report(error('correlation-condition', `${key} needs a number`, value.span));
    else limits.push({ compare, to });
  }
  const fields = readReferences(valueAt(node, 'field')).map(({ to }) => to);
  checkLimits(node, type, limits.length, fields, report);
  const percentile = valueAt(node, 'percentile');
  return { kind: 'limits', limits, fields, percentile: readPercentile(percentile, report), span: node.span };
}

function checkLimits(
  node: YamlMap,
  type: CorrelationType,
  limits: number,
  fields: readonly string[],
  report: Report,
): void {
  if (limits === 0) {
    report(
      error(
        'correlation-condition',
        'the condition compares with nothing',
        node.span,
        `add one of ${compareKeys.join(', ')}`,
      ),
    );
  }
  if (!type.startsWith('value_')) {
    if (fields.length > 0) report(error('correlation-condition', `${type} takes no field`, node.span));
    return;
  }
  if (fields.length === 0) {
    report(error('correlation-condition', `${type} needs a field`, node.span, 'add "field: name" to the condition'));
  }
  if (fields.length > 1 && type !== 'value_count') {
    report(error('correlation-condition', `${type} takes one field`, node.span));
  }
}

function readPercentile(node: YamlNode | undefined, report: Report): number | null {
  if (node === undefined) return null;
  const percent = numberOf(node);
  if (percent !== null && percent >= 0 && percent <= 100) return percent;
  report(error('correlation-condition', 'percentile must be a number from 0 to 100', node.span));
  return null;
}

function numberOf(node: YamlNode): number | null {
  if (node.kind !== 'scalar') return null;
  const number = typeof node.value === 'number' ? node.value : Number(textOf(node).trim() || Number.NaN);
  return Number.isFinite(number) ? number : null;
}

function readAliases(node: YamlNode | undefined, report: Report): Alias[] {
  if (node === undefined) return [];
  if (node.kind !== 'map') {
    report(
      error(
        'aliases',
        'aliases must be a map of names',
        node.span,
        'as in "user: {rule_a: User, rule_b: TargetUserName}"',
      ),
    );
    return [];
  }
  return node.entries.map(({ key, keySpan, value }) => {
    if (value.kind !== 'map') report(error('aliases', `the alias "${key}" must map rules to fields`, value.span));
    const entries = value.kind === 'map' ? value.entries : [];
    const fields = entries.map(entry => ({ rule: entry.key, field: textOf(entry.value).trim(), span: entry.keySpan }));
    return { name: key, fields, span: keySpan };
  });
}

function namesIn(condition: Condition): Reference[] {
  if (condition.op === 'name') return [{ to: condition.name, span: condition.span }];
  if (condition.op === 'of') return [];
  const inner = condition.op === 'not' ? namesIn(condition.of) : condition.of.flatMap(namesIn);
  return inner.filter(({ to }, index) => inner.findIndex(other => other.to === to) === index);
}

const keys = ['type', 'rules', 'group-by', 'timespan', 'timeframe', 'condition', 'aliases', 'generate'];

function checkKeys(node: YamlNode, report: Report): void {
  for (const { key, keySpan } of node.kind === 'map' ? node.entries : []) {
    if (keys.includes(key)) continue;
    report(error('correlation-key', `unknown key "${key}" in a correlation${didYouMean(key, keys)}`, keySpan));
  }
}
