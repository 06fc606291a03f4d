import { type Micros, microsToIso, parseIsoMicros } from '../event/index.ts';
import type { Severity } from '../rule/index.ts';
import { asffResources } from './asff-resources.ts';
import type { AsffFinding, AsffPlace, AsffProcess } from './asff-types.ts';
import { cleanLine, cutText } from './clean-text.ts';
import type { Finding } from './finding.ts';
import { showValue } from './show-value.ts';

export interface AsffOptions {
  /** Where weir runs: a custom product imports only into its own account and Region. */
  readonly place: AsffPlace;
  readonly createdAt: Micros;
  /** Strictly growing with the revision; Security Hub ignores an update that is not later. */
  readonly updatedAt: Micros;
}

/**
 * A finding in AWS's Security Finding Format, within its limits whatever the finding holds.
 *
 * Severity and types go into FindingProviderFields alone, and Workflow and Note are not sent, so that what an analyst
 * has set there is kept when the finding is imported again.
 */
export function renderAsff(finding: Finding, { place, createdAt, updatedAt }: AsffOptions): AsffFinding {
  const { partition, account, region } = place;
  const process = processOf(finding);
  return {
    SchemaVersion: '2018-10-08',
    Id: required(finding.id, 512),
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 'weir',
    CompanyName: 'weir',
    GeneratorId: required(finding.rule, 512),
    AwsAccountId: account,
    CreatedAt: isoMillis(createdAt),
    UpdatedAt: isoMillis(updatedAt),
    FirstObservedAt: isoMillis(parseIsoMicros(finding.firstSeen) ?? createdAt),
    LastObservedAt: isoMillis(parseIsoMicros(finding.lastSeen) ?? createdAt),
    Title: titleOf(finding, place),
    Description: required([finding.description, finding.why].join(' '), 1024),
    FindingProviderFields: {
      Severity: { Label: labels[finding.severity], Original: finding.severity },
      Types: typesOf(finding.attack.tactics),
    },
    Remediation: { Recommendation: recommendationOf(finding) },
    ProductFields: productFields(finding),
    ...(process === null ? {} : { Process: process }),
    Resources: asffResources(finding, place),
    RecordState: finding.state === 'active' ? 'ACTIVE' : 'ARCHIVED',
  };
}

const labels = {
  informational: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
} as const satisfies Record<Severity, string>;

/** Tactics whose names in ASFF's own taxonomy are not "TTPs" and the tactic. */
const namedTypes: Readonly<Record<string, string>> = {
  'command-and-control': 'TTPs/Command and Control',
  exfiltration: 'Effects/Data Exfiltration',
  impact: 'Effects/Data Destruction',
};

function typesOf(tactics: readonly string[]): string[] {
  const types = tactics
    .map(tactic => tactic.toLowerCase().replace(/[^a-z]+/g, '-'))
    .filter(tactic => /[a-z]/.test(tactic))
    .map(tactic => namedTypes[tactic] ?? `TTPs/${capitalized(tactic)}`);
  return types.length === 0 ? ['Unusual Behaviors'] : [...new Set(types)].slice(0, 50);
}

function capitalized(tactic: string): string {
  return tactic
    .split('-')
    .filter(word => word !== '')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** Security Hub's lists show where weir runs; where the events came from stands in the title when it is another place. */
function titleOf(finding: Finding, place: AsffPlace): string {
  const origin = [
    finding.account === place.account ? '' : finding.account,
    finding.region === place.region ? '' : finding.region,
  ].filter(part => part !== '');
  const suffix = origin.length === 0 ? '' : ` (${cutText(cleanLine(origin.join(' ')), 100)})`;
  return required(finding.title, 256 - suffix.length) + suffix;
}

function recommendationOf(finding: Finding): { Text: string; Url?: string } {
  const steps = finding.triage.map((step, index) => `${index + 1}. ${step}`).join(' ');
  const Text = required(steps || 'Look at the evidence of this finding.', 512);
  const url = finding.references.find(reference => /^https?:\/\/[!-~]{1,500}$/.test(reference));
  return url === undefined ? { Text } : { Text, Url: url };
}

const mostProductFields = 50;

function productFields(finding: Finding): Record<string, string> {
  const { attack } = finding;
  const fields: readonly (readonly [string, string])[] = [
    ['revision', String(finding.revision)],
    ['count', String(finding.count)],
    ['capped', String(finding.capped)],
    ['language', finding.language],
    ['sources', finding.sources.join(', ')],
    ['tactics', attack.tactics.join(', ')],
    ['techniques', attack.techniques.join(', ')],
    ['account', finding.account],
    ['region', finding.region],
    ['missing', finding.missing.join(' ')],
    ['why', finding.why],
    ['severityReason', finding.severityReason],
    ['triage', finding.triage.join(' ')],
    ['falsePositives', finding.falsePositives.join(' ')],
    ['response', finding.response.join(' ')],
    ['related', finding.related.join(', ')],
    ['overflow', finding.overflow],
    ...Object.entries(finding.entity).map(([name, value]) => [`entity/${name}`, value] as const),
    ...Object.entries(finding.details).map(([name, value]) => [`details/${name}`, showValue(value)] as const),
  ];
  return Object.fromEntries(
    fields
      .filter(([, value]) => value.trim() !== '')
      .slice(0, mostProductFields)
      .map(([name, value]) => [required(`weir/${name}`, 128), required(value, 1024)]),
  );
}

function processOf(finding: Finding): AsffProcess | null {
  for (const { fields } of finding.evidence) {
    const name = cleanLine(showValue(fields['process.name']));
    if (name === '') continue;
    const path = cleanLine(showValue(fields['process.executable']));
    const pid = fields['process.pid'];
    return {
      Name: cutText(name, 64),
      ...(path === '' ? {} : { Path: cutText(path, 512) }),
      ...(typeof pid === 'number' && Number.isInteger(pid) && pid >= 0 && pid < 2 ** 31 ? { Pid: pid } : {}),
    };
  }
  return null;
}

/** Text that must be there: on one line, cut to its limit, and never empty. */
function required(text: string, length: number): string {
  return cutText(cleanLine(text), length).trim() || '-';
}

function isoMillis(micros: Micros): string {
  return microsToIso(Math.floor(micros / 1000) * 1000);
}
