import { type Severity, type Span, severities } from '../../rule/index.ts';
import {
  didYouMean,
  entryAt,
  error,
  itemsOf,
  note,
  textOf,
  valueAt,
  warning,
  type YamlMap,
  type YamlNode,
} from '../text/index.ts';
import type { RuleHead, SuppressSetting, Taxonomy } from './ast.ts';
import { parseTimespan } from './parse-timespan.ts';
import type { Report } from './report.ts';

/** Everything of a rule that is not its logic. What is missing or unknown is reported; reading goes on. */
export function readHead(root: YamlMap, report: Report): RuleHead {
  const text = (key: string) => textOf(valueAt(root, key)).trim();
  const texts = (key: string) => readTexts(valueAt(root, key));
  const span = valueAt(root, 'id')?.span ?? valueAt(root, 'title')?.span ?? root.span;
  checkVersion(root, report);
  checkTitle(root, report);
  checkStatus(root, report);
  checkKeys(root, report);
  return {
    id: text('id'),
    name: text('name'),
    title: text('title'),
    description: text('description'),
    status: text('status'),
    level: readLevel(root, report),
    author: text('author'),
    taxonomy: readTaxonomy(root, report),
    tags: texts('tags'),
    related: readRelated(root, report),
    references: texts('references'),
    falsePositives: texts('falsepositives'),
    fields: texts('fields'),
    why: text('why'),
    levelReason: text('level-reason'),
    triage: texts('triage'),
    response: texts('response'),
    ...readWeir(valueAt(root, 'weir'), report),
    span,
  };
}

function readTexts(node: YamlNode | undefined): readonly string[] {
  return node === undefined
    ? []
    : itemsOf(node)
        .map(textOf)
        .filter(text => text !== '');
}

/** The greatest version of the specification whose every word is understood here. */
const implemented = { major: 2, name: '2.1.0' };

function checkVersion(root: YamlMap, report: Report): void {
  const node = valueAt(root, 'sigma-version');
  if (node === undefined) return;
  const version = textOf(node);
  const major = /^v?(\d+)/.exec(version)?.[1];
  if (major === undefined) report(error('sigma-version', `sigma-version "${version}" is no version`, node.span));
  else if (Number(major) > implemented.major) {
    const message = `sigma-version ${version} is newer than ${implemented.name}, the newest that this version of weir reads`;
    report(error('sigma-version', message, node.span, 'what such a rule means is not known here, so it is refused'));
  }
}

const maxTitle = 256;

function checkTitle(root: YamlMap, report: Report): void {
  const title = textOf(valueAt(root, 'title')).trim();
  const span = valueAt(root, 'title')?.span ?? root.entries[0]?.keySpan ?? root.span;
  if (title === '') report(error('missing-title', 'the rule has no title', span, 'add "title: what it detects"'));
  if (title.length > maxTitle) report(warning('long-title', `the title is longer than ${maxTitle} characters`, span));
}

const statuses = ['stable', 'test', 'experimental', 'deprecated', 'unsupported'] as const;

function checkStatus(root: YamlMap, report: Report): void {
  const node = valueAt(root, 'status');
  if (node === undefined) return;
  const status = textOf(node);
  if (!statuses.some(known => known === status)) {
    const message = `unknown status "${status}"${didYouMean(status, statuses)}`;
    report(warning('unknown-status', message, node.span, `one of ${statuses.join(', ')}`));
  }
}

function readLevel(root: YamlMap, report: Report): Severity | null {
  const node = valueAt(root, 'level');
  if (node === undefined) return null;
  const text = textOf(node);
  const level = severities.find(known => known === text);
  if (level === undefined) {
    const message = `unknown level "${text}"${didYouMean(text, severities)}`;
    report(error('unknown-level', message, node.span, `one of ${severities.join(', ')}`));
  }
  return level ?? null;
}

function readTaxonomy(root: YamlMap, report: Report): Taxonomy {
  const node = valueAt(root, 'taxonomy');
  const text = node === undefined ? 'sigma' : textOf(node);
  if (text === 'sigma' || text === 'ecs') return text;
  const hint = 'weir knows the taxonomies sigma (the default) and ecs';
  report(error('unknown-taxonomy', `the taxonomy "${text}" is not known`, node?.span ?? root.span, hint));
  return 'sigma';
}

const relations = ['derived', 'obsolete', 'merged', 'renamed', 'similar'] as const;

function readRelated(root: YamlMap, report: Report): readonly string[] {
  const node = valueAt(root, 'related');
  const items = node === undefined ? [] : itemsOf(node);
  for (const item of items) {
    const type = valueAt(item, 'type');
    const name = textOf(type);
    if (type === undefined || textOf(valueAt(item, 'id')) === '') {
      report(warning('related', 'each entry of related needs an id and a type', item.span));
    } else if (!relations.some(known => known === name)) {
      const message = `unknown relation "${name}"${didYouMean(name, relations)}`;
      report(warning('related', message, type.span, `one of ${relations.join(', ')}`));
    }
  }
  return items.map(item => textOf(valueAt(item, 'id'))).filter(id => id !== '');
}

const knownKeys = [
  ...['title', 'id', 'name', 'related', 'taxonomy', 'status', 'description', 'license', 'references', 'author', 'date'],
  ...[
    'modified',
    'logsource',
    'detection',
    'correlation',
    'filter',
    'fields',
    'falsepositives',
    'level',
    'tags',
    'scope',
  ],
  ...['generate', 'sigma-version', 'why', 'level-reason', 'triage', 'response', 'weir', 'action'],
];

/** Any key of one's own is allowed, so only what looks like a slip of the pen is worth a word. */
function checkKeys(root: YamlMap, report: Report): void {
  for (const { key, keySpan } of root.entries) {
    if (knownKeys.includes(key)) continue;
    const meant = didYouMean(
      key,
      knownKeys.filter(known => known.length > 4 && entryAt(root, known) === undefined),
    );
    if (meant !== '') report(note('unknown-key', `the key "${key}" means nothing here${meant}`, keySpan));
  }
}

function readWeir(node: YamlNode | undefined, report: Report): Pick<RuleHead, 'entity' | 'suppress' | 'values'> {
  if (node === undefined) return { entity: null, suppress: null, values: {} };
  refuseKeys(node, ['entity', 'suppress', 'values'], 'weir', report);
  const entity = valueAt(node, 'entity');
  const suppress = valueAt(node, 'suppress');
  return {
    entity: entity === undefined ? null : readTexts(entity),
    suppress: suppress === undefined ? null : readSuppress(suppress, readTexts(entity), report),
    values: readValues(valueAt(node, 'values'), report),
  };
}

function readValues(node: YamlNode | undefined, report: Report): RuleHead['values'] {
  if (node === undefined) return {};
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key, readTexts(value)]));
  report(error('weir-block', 'weir.values must hold lists by their names', node.span, 'values: {Admins: [root]}'));
  return {};
}

/** An hour, as DESIGN §6.2 has it. */
const defaultPeriod = 3_600_000_000;

function readSuppress(node: YamlNode, entity: readonly string[], report: Report): SuppressSetting | null {
  if (isOff(node)) return { kind: 'off' };
  refuseKeys(node, ['by', 'for'], 'weir.suppress', report);
  const by = valueAt(node, 'by');
  const period = valueAt(node, 'for');
  if (period !== undefined && isOff(period)) return { kind: 'off' };
  const micros = period === undefined ? defaultPeriod : parseTimespan(textOf(period));
  if (micros === null) {
    report(
      error('suppress', `"${textOf(period)}" is no time span`, spanOf(period, node), 'as in "for: 1h", or "for: off"'),
    );
  }
  return { kind: 'period', by: by === undefined ? entity : readTexts(by), period: micros ?? defaultPeriod };
}

function spanOf(node: YamlNode | undefined, otherwise: YamlNode): Span {
  return (node ?? otherwise).span;
}

function isOff(node: YamlNode): boolean {
  return node.kind === 'scalar' && (node.value === 'off' || node.value === false);
}

function refuseKeys(node: YamlNode, known: readonly string[], where: string, report: Report): void {
  if (node.kind !== 'map') {
    report(error('weir-block', `${where} must hold ${known.join(' and ')}`, node.span));
    return;
  }
  for (const { key, keySpan } of node.entries) {
    if (known.includes(key)) continue;
    report(
      error(
        'weir-block',
        `unknown key "${key}" in ${where}${didYouMean(key, known)}`,
        keySpan,
        `known: ${known.join(', ')}`,
      ),
    );
  }
}
