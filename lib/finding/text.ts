import type { JsonValue } from '../event/index.ts';
import { cleanLine, cutText } from './clean-text.ts';
import type { Evidence, Finding } from './finding.ts';
import type { NotifyReason } from './finding-sink.ts';
import { showValue } from './show-value.ts';

/** UTF-16 units; with the document beside it a message still fits (see fitFinding). */
const longestText = 12_000;

/** A finding for a person's eyes: an email, or a terminal. `reason` says why it comes now. */
export function renderText(finding: Finding, reason: NotifyReason | null = null): string {
  const blocks = [
    headline(finding, reason),
    finding.description,
    block(
      'Why it matters',
      [finding.why].filter(text => text !== ''),
    ),
    table(finding),
    block('Timeline', finding.evidence.map(evidenceLine)),
    block('Not seen', bullets(finding.missing)),
    block(
      'What to check',
      finding.triage.map((line, index) => `${index + 1}. ${line}`),
    ),
    block(
      `Why ${finding.severity}`,
      [finding.severityReason].filter(text => text !== ''),
    ),
    block('Known false positives', bullets(finding.falsePositives)),
    block(
      'How to respond',
      finding.response.map((line, index) => `${index + 1}. ${line}`),
    ),
    block('References', finding.references),
    finding.overflow === '' ? '' : `The whole finding: ${finding.overflow}`,
  ];
  return cutText(`${blocks.filter(text => text !== '').join('\n\n')}\n`, longestText);
}

/** One line, for a telephone or the subject of a message. */
export function renderLine(finding: Finding, reason: NotifyReason | null, length: number): string {
  const about = Object.values(finding.entity).join(', ');
  const text = `${marker(finding, reason)} ${finding.title}${about === '' ? '' : ` (${about})`}`;
  return cutText(cleanLine(text), length);
}

function headline(finding: Finding, reason: NotifyReason | null): string {
  return `${marker(finding, reason)} ${finding.title}`;
}

/** `[HIGH]`, `[HIGH escalated]`, `[RETRACTED]` */
function marker(finding: Finding, reason: NotifyReason | null): string {
  if (finding.state === 'retracted') return '[RETRACTED]';
  const severity = finding.severity.toUpperCase();
  return reason === null || reason === 'new' ? `[${severity}]` : `[${severity}, ${reason.replace('-', ' ')}]`;
}

function table(finding: Finding): string {
  const { attack } = finding;
  const rows: readonly (readonly [string, string])[] = [
    ...Object.entries(finding.entity),
    ['events', eventsLine(finding)],
    ['rule', `${finding.rule} (${finding.language})`],
    ['ATT&CK', [...attack.tactics, ...attack.techniques].join(', ')],
    ['account', [finding.account, finding.region].filter(text => text !== '').join(' ')],
    ...Object.entries(finding.details).map(([name, value]: [string, JsonValue]) => [name, showValue(value)] as const),
    ['related', finding.related.join(', ')],
    ['finding', `${finding.id}, revision ${finding.revision}`],
  ];
  const shown = rows.filter(([, value]) => value !== '');
  const width = Math.min(24, Math.max(...shown.map(([name]) => name.length)));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${cleanLine(value)}`).join('\n');
}

function eventsLine(finding: Finding): string {
  const count = `${finding.capped ? 'at least ' : ''}${finding.count}`;
  return finding.firstSeen === finding.lastSeen
    ? `${count} at ${finding.firstSeen}`
    : `${count} from ${finding.firstSeen} to ${finding.lastSeen}`;
}

function evidenceLine(evidence: Evidence): string {
  const { fields } = evidence;
  const what = [
    'process.command_line',
    'db.statement',
    'process.executable',
    'event.action',
    'message',
    'event.original',
  ]
    .map(name => showValue(fields[name]))
    .find(text => text !== '');
  const words = [evidence.time, evidence.leg, evidence.source, cleanLine(cutText(what ?? evidence.event, 300))];
  return words.filter(word => word !== '').join('  ');
}

function bullets(lines: readonly string[]): string[] {
  return lines.map(line => `- ${line}`);
}

function block(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${title}:`, ...lines.map(line => `  ${line}`)].join('\n');
}
