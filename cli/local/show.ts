import type { Finding } from '../../lib/finding/index.ts';
import { compareSeverity } from '../../lib/rule/index.ts';
import { whatHappened } from '../detection/text.ts';
import { plural } from '../plural.ts';
import { type Style, visible } from '../style.ts';
import { type Cell, tableLines } from '../table.ts';
import type { Outcome } from './outcome.ts';

/** What `npm start` shows a person: what went in, what was found, and what arrived where. */
export function* showOutcome(outcome: Outcome, paint: Style, columns: number): Generator<string> {
  yield* wentIn(outcome, paint);
  yield '';
  yield* found(outcome.findings, paint, columns);
  yield '';
  yield* arrivedAtSns(outcome, paint);
  yield '';
  yield* arrivedAtSecurityHub(outcome, paint, columns);
  if (outcome.complaints.length > 0) yield '';
  for (const complaint of outcome.complaints.slice(0, 10)) yield `${paint.red('function log')}  ${visible(complaint)}`;
}

function* wentIn({ input, rules, functions }: Outcome, paint: Style): Generator<string> {
  const sizes = Object.entries(functions.codeBytes).map(([name, bytes]) => `${name} ${Math.round(bytes / 1024)} KB`);
  const sources = Object.entries(input.sources).map(([name, events]) => `${events} ${name}`);
  const label = (text: string) => paint.dim(text.padEnd(labelWidth));
  yield `${label('rules')}${plural(rules.deployed, 'rule')} deployed`;
  yield `${label('functions')}${sizes.join(', ')} on Node.js ${functions.node}`;
  yield `${label('telemetry in')}${plural(input.events, 'event')} (${sources.join(', ')}) in ${plural(input.records, 'Firehose record')}`;
  if (input.failedRecords > 0)
    yield `${label('')}${paint.red(`${plural(input.failedRecords, 'record')} failed and went to redrive`)}`;
  if (input.lateEvents > 0)
    yield `${label('')}${paint.yellow(`${plural(input.lateEvents, 'event')} came later than their source is waited for and were not correlated; weir detect takes files of any age`)}`;
}

const labelWidth = 16;

function* found(findings: readonly Finding[], paint: Style, columns: number): Generator<string> {
  yield paint.bold(findings.length === 0 ? 'No findings' : plural(findings.length, 'finding'));
  if (findings.length === 0) return;
  const rows = findings
    .toSorted((a, b) => compareSeverity(b.severity, a.severity))
    .map((finding): Cell[] => [
      { text: finding.severity.toUpperCase(), paint: text => paint.severity(finding.severity, text) },
      { text: visible(finding.title), paint: paint.bold },
      { text: Object.values(finding.entity).map(visible).join(' · ') },
      { text: clock(finding.firstSeen), paint: paint.dim },
      { text: lastWords(finding), paint: paint.cyan },
    ]);
  const layout = [
    { title: 'SEVERITY' },
    { title: 'WHAT', share: 5 },
    { title: 'WHO', share: 3 },
    { title: 'WHEN' },
    { title: 'LAST SEEN DOING', share: 5 },
  ];
  const [head = '', ...lines] = tableLines(layout, rows, columns - indent.length);
  yield indent + paint.dim(head);
  for (const line of lines) yield indent + line;
}

const indent = '  ';

function clock(iso: string): string {
  return iso.slice(11, 19);
}

function lastWords({ evidence }: Finding): string {
  return evidence.map(whatHappened).findLast(text => text !== '') ?? '';
}

function* arrivedAtSns({ sns }: Outcome, paint: Style): Generator<string> {
  yield `${paint.bold('SNS')}  ${plural(sns.length, 'message')} published, as a subscriber by email sees ${sns.length === 1 ? 'it' : 'them'}`;
  for (const { subject } of sns) yield `${indent}✉ ${visible(subject)}`;
}

function* arrivedAtSecurityHub({ securityHub, refused }: Outcome, paint: Style, columns: number): Generator<string> {
  yield `${paint.bold('Security Hub')}  ${plural(securityHub.length, 'finding')} imported`;
  const rows = securityHub.map((finding): Cell[] => [
    { text: finding.label },
    { text: finding.workflow },
    { text: finding.types, paint: paint.dim },
    { text: visible(finding.resources) },
  ]);
  const layout = [
    { title: 'LABEL' },
    { title: 'WORKFLOW' },
    { title: 'TYPE', share: 3 },
    { title: 'RESOURCES', share: 4 },
  ];
  if (rows.length > 0) {
    const [head = '', ...lines] = tableLines(layout, rows, columns - indent.length);
    yield indent + paint.dim(head);
    for (const line of lines) yield indent + line;
  }
  for (const { id, reason } of refused) yield `${indent}${paint.red(`refused ${id}: ${visible(reason)}`)}`;
}
