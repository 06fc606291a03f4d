import type { Evidence, Finding } from '../../lib/finding/index.ts';
import { plural } from '../plural.ts';
import { type Style, visible } from '../style.ts';
import type { Place } from './places.ts';
import type { Detection } from './session.ts';

/** A finding in a few lines, for a terminal: what, who, when, and where its events stand. */
export function detectionText({ row, events }: Detection, paint: Style, columns: number): string {
  const { finding } = row;
  const state = finding.state === 'retracted' ? paint.dim('retracted ') : '';
  return [
    `${paint.severity(finding.severity, finding.severity.toUpperCase().padEnd(severityWidth))}${state}${paint.bold(visible(finding.title))}`,
    `${indent}${about(finding)}${paint.dim(when(finding))}`,
    ...evidenceLines(finding.evidence, paint, columns),
    `${indent}${paint.dim(`${placesText(events)}  rule ${finding.rule}`)}`,
  ].join('\n');
}

/** As wide as the longest severity, and a blank. */
const severityWidth = 14;
const indent = ' '.repeat(severityWidth);
/** The first and the last events tell the story; all of them are in --format ndjson. */
const shownEvidence = 4;
const shownPlaces = 8;

function about({ entity }: Finding): string {
  const words = Object.entries(entity).map(([name, value]) => `${visible(name)} ${visible(value)}`);
  return words.length === 0 ? '' : `${words.join(', ')}  `;
}

function when({ count, capped, firstSeen, lastSeen }: Finding): string {
  const events = `${capped ? 'at least ' : ''}${plural(count, 'event')}`;
  return firstSeen === lastSeen ? `${events} at ${firstSeen}` : `${events} from ${firstSeen} to ${lastSeen}`;
}

function evidenceLines(evidence: readonly Evidence[], paint: Style, columns: number): string[] {
  const half = shownEvidence / 2;
  const isLong = evidence.length > shownEvidence;
  const shown = isLong ? [...evidence.slice(0, half), ...evidence.slice(-half)] : evidence;
  const lines = shown.flatMap(one => {
    const text = whatHappened(one);
    if (text === '') return [];
    const cut = text.length > columns - severityWidth - 2 ? `${text.slice(0, columns - severityWidth - 3)}…` : text;
    return [`${indent}${paint.cyan('›')} ${cut}`];
  });
  return isLong
    ? lines.toSpliced(half, 0, `${indent}${paint.dim(`… ${evidence.length - shownEvidence} more`)}`)
    : lines;
}

/** The field that says most about an event, as evidence has it. */
export function whatHappened({ fields }: Evidence): string {
  for (const name of tellingFields) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return visible(value);
  }
  return '';
}

const tellingFields = [
  'process.command_line',
  'db.statement',
  'file.path',
  'event.action',
  'process.executable',
  'message',
  'event.original',
];

function placesText(places: readonly Place[]): string {
  const byFile = new Map<string, number[]>();
  for (const { file, line } of places.slice(0, shownPlaces)) {
    const lines = byFile.get(file);
    if (lines === undefined) byFile.set(file, [line]);
    else lines.push(line);
  }
  const texts = [...byFile].map(([file, lines]) => `${visible(file)}:${lines.join(',')}`);
  const rest = places.length - shownPlaces;
  return rest > 0 ? `${texts.join(' ')} and ${rest} more` : texts.join(' ');
}
