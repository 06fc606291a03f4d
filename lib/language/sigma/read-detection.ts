import type { SpanMicros } from '../../ir/index.ts';
import {
  didYouMean,
  entryAt,
  error,
  itemsOf,
  textOf,
  valueAt,
  warning,
  within,
  type YamlEntry,
  type YamlNode,
  type YamlScalar,
} from '../text/index.ts';
import type {
  ConditionLine,
  DetectionSection,
  LogSourceRef,
  NamedModifier,
  Search,
  SearchBody,
  SearchItem,
} from './ast.ts';
import { lintLogSource } from './lint-log-source.ts';
import { parseCondition } from './parse-condition.ts';
import { parseTimespan } from './parse-timespan.ts';
import type { Report } from './report.ts';

/** The `detection` of a rule or the `filter` of a filter; `reserved` are its keys that are no searches. */
export function readDetection(node: YamlNode, reserved: readonly string[], report: Report): DetectionSection {
  if (node.kind !== 'map') {
    report(error('detection', 'this must be a map of named searches and a condition', node.span));
    return { searches: [], conditions: [], timeframe: null, span: node.span };
  }
  const searches = node.entries.filter(({ key }) => !reserved.includes(key)).map(entry => readSearch(entry, report));
  if (searches.length === 0)
    report(error('no-search', 'there is no search', node.span, 'add "selection:" with fields and values'));
  return {
    searches,
    conditions: readConditions(node, report),
    timeframe: readTimeframe(node, report),
    span: node.span,
  };
}

export function readLogSource(node: YamlNode | undefined, report: Report, missingAt: YamlNode): LogSourceRef {
  const span = node?.span ?? missingAt.span;
  if (node?.kind !== 'map') {
    report(
      error(
        'missing-logsource',
        'the rule names no log source',
        span,
        'add "logsource:" with product, service or category',
      ),
    );
    return { product: '', service: '', category: '', span };
  }
  const read = (key: string) => textOf(valueAt(node, key)).trim().toLowerCase();
  const source = { product: read('product'), service: read('service'), category: read('category'), span };
  if (source.product + source.service + source.category === '') {
    const known = ['product', 'service', 'category'];
    const slip = node.entries.map(({ key }) => didYouMean(key, known)).find(said => said !== '') ?? '';
    report(error('missing-logsource', `none of product, service and category is given${slip}`, span));
  }
  lintLogSource(source, report);
  return source;
}

function readSearch({ key, keySpan, value }: YamlEntry, report: Report): Search {
  return { name: key, span: keySpan, body: readBody(value, report) };
}

function readBody(node: YamlNode, report: Report): SearchBody {
  if (node.kind === 'map') {
    if (node.entries.length === 0) report(error('empty-search', 'this search holds nothing', node.span));
    return { kind: 'all', of: node.entries.map(entry => readItem(entry, report)) };
  }
  if (node.kind === 'scalar') {
    if (node.value === null) report(error('empty-search', 'this search holds nothing', node.span));
    return keywords([node], false);
  }
  if (node.items.length === 0) report(error('empty-search', 'this list is empty', node.span));
  const words = node.items.filter(item => item.kind === 'scalar');
  const bodies = node.items.filter(item => item.kind !== 'scalar').map(item => readBody(item, report));
  if (bodies.length === 0) return keywords(words, true);
  return { kind: 'any', of: words.length === 0 ? bodies : [keywords(words, true), ...bodies] };
}

function keywords(values: readonly YamlScalar[], isList: boolean): SearchBody {
  const [first] = values;
  const nowhere = { path: '', line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { kind: 'all', of: [{ field: '', modifiers: [], values, isList, span: first?.span ?? nowhere }] };
}

function readItem({ key, keySpan, value }: YamlEntry, report: Report): SearchItem {
  const [field = '', ...names] = key.split('|');
  const modifiers: NamedModifier[] = [];
  let at = field.length + 1;
  for (const name of names) {
    modifiers.push({ name, span: within(keySpan, at, at + name.length) });
    at += name.length + 1;
  }
  if (/\[(?:any|all|all_or_empty|none)\]/.test(field)) {
    report(error('array-matching', 'matching of array members needs sigma-version 3, which is not supported', keySpan));
  }
  if (value.kind === 'list' && value.items.length === 0) {
    report(
      error('empty-list', `"${key}" has no values`, value.span, "write '' for an empty text, null for a missing field"),
    );
  }
  return { field, modifiers, values: readValues(key, value, report), isList: value.kind === 'list', span: keySpan };
}

function readValues(key: string, node: YamlNode, report: Report): YamlScalar[] {
  const items = itemsOf(node);
  const nested = items.find(item => item.kind !== 'scalar');
  if (nested !== undefined) {
    report(error('nested-value', `a value of "${key}" must be plain, not a ${nested.kind}`, nested.span));
  }
  const values = items.filter(item => item.kind === 'scalar');
  const empty = node.kind === 'list' ? values.find(({ value }) => value === null) : undefined;
  if (empty !== undefined) {
    const hint = 'put "field: null" into a search of its own and join the two with "or"';
    report(warning('null-in-list', 'null cannot stand in a list of values', empty.span, hint));
  }
  return values;
}

function readConditions(node: YamlNode, report: Report): ConditionLine[] {
  const entry = entryAt(node, 'condition');
  if (entry === undefined) {
    const keys = node.kind === 'map' ? node.entries.map(({ key }) => key) : [];
    const slip = keys.find(key => didYouMean(key, ['condition']) !== '');
    const message = `there is no condition${slip === undefined ? '' : `; is "${slip}" meant to be it?`}`;
    report(error('missing-condition', message, node.span, 'add "condition: selection"'));
    return [];
  }
  const items = itemsOf(entry.value);
  if (items.length === 0) report(error('missing-condition', 'the list of conditions is empty', entry.value.span));
  return items.flatMap(item => readCondition(item, report));
}

function readCondition(item: YamlNode, report: Report): ConditionLine[] {
  if (item.kind !== 'scalar' || typeof item.value === 'boolean' || item.value === null) {
    report(error('condition-syntax', 'a condition must be text', item.span));
    return [];
  }
  const { condition, aggregation, diagnostics } = parseCondition(textOf(item), item.inner);
  diagnostics.forEach(report);
  return condition === null ? [] : [{ condition, aggregation, span: item.span }];
}

function readTimeframe(node: YamlNode, report: Report): SpanMicros | null {
  const entry = valueAt(node, 'timeframe');
  if (entry === undefined) return null;
  const micros = parseTimespan(textOf(entry));
  if (micros === null)
    report(error('timespan', `"${textOf(entry)}" is no time span`, entry.span, 'as in 30s, 5m, 1h or 7d'));
  return micros;
}
