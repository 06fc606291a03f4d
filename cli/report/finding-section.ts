import type { Evidence } from '../../lib/finding/index.ts';
import type { Place } from '../detection/places.ts';
import type { Detection } from '../detection/session.ts';
import { whatHappened } from '../detection/text.ts';
import { plural } from '../plural.ts';
import { type Html, html, join } from './html.ts';
import type { EntityGroup } from './report-model.ts';
import { severityClass } from './timeline.ts';

/** All findings about one entity, each to be opened. */
export function entitySection({ name, worst, detections }: EntityGroup): Html {
  return html`<section class="entity"><h3><span class="dot ${severityClass(worst)}"></span>${name} <span class="dim">${plural(detections.length, 'finding')}</span></h3>
${join(detections.map(findingDetails))}</section>`;
}

/** Of a finding with a thousand events, the first places tell where to look. */
const shownPlaces = 50;

function findingDetails({ row, events }: Detection): Html {
  const { finding } = row;
  const count = `${finding.capped ? 'at least ' : ''}${plural(finding.count, 'event')}`;
  return html`<details id="f-${finding.id}"><summary><span class="chip ${severityClass(finding.severity)}">${finding.severity}</span> <b>${finding.title}</b> <span class="dim">${count}, ${finding.firstSeen.slice(0, 19).replace('T', ' ')}</span></summary>
<div class="body"><p class="text">${flowing(finding.description)}</p>
${labelled('Why it matters', finding.why)}${labelled(`Why ${finding.severity}`, finding.severityReason)}
${evidenceTable(finding.evidence)}
${list('What to check', finding.triage, 'ol')}
${list('How to respond', finding.response, 'ol')}
${list('Known false positives', finding.falsePositives, 'ul')}
${list('Not seen', finding.missing, 'ul')}
<p class="dim">${join(finding.attack.techniques.map(technique))} rule <code>${finding.rule}</code> · finding <code>${finding.id}</code></p>
<p class="dim places">${placesText(events)}</p></div></details>`;
}

/** Rules break their lines where their files do; here only paragraphs and lists begin lines. */
function flowing(text: string): string {
  return text.trim().replace(/(?<=\S)[ \t]*\n(?=[ \t]*[^\s*•-])/g, ' ');
}

function evidenceTable(evidence: readonly Evidence[]): Html {
  if (evidence.length === 0) return html``;
  const rows = evidence.map(
    one =>
      html`<tr><td class="time">${one.time.slice(11, 23)}</td><td>${one.leg === '' ? one.source : `${one.leg} · ${one.source}`}</td><td><code>${whatHappened(one) || one.event}</code></td></tr>`,
  );
  return html`<div class="scroll"><table class="evidence"><thead><tr><th>time</th><th>source</th><th>what happened</th></tr></thead><tbody>${join(rows)}</tbody></table></div>`;
}

function labelled(label: string, text: string): Html {
  return text === '' ? html`` : html`<p class="text"><b>${label}:</b> ${text}</p>`;
}

function list(title: string, lines: readonly string[], tag: 'ol' | 'ul'): Html {
  if (lines.length === 0) return html``;
  const items = join(lines.map(line => html`<li>${line}</li>`));
  return tag === 'ol' ? html`<h4>${title}</h4><ol>${items}</ol>` : html`<h4>${title}</h4><ul>${items}</ul>`;
}

/** Only what looks like a technique becomes a link: a rule could say anything. */
export function technique(id: string): Html {
  const parts = /^T(\d{4})(?:\.(\d{3}))?$/.exec(id);
  if (parts === null) return html`<span class="technique">${id}</span> `;
  const path = parts[2] === undefined ? `T${parts[1]}` : `T${parts[1]}/${parts[2]}`;
  return html`<a class="technique" href="https://attack.mitre.org/techniques/${path}/" rel="noreferrer">${id}</a> `;
}

function placesText(places: readonly Place[]): string {
  const shown = places.slice(0, shownPlaces).map(({ file, line }) => `${file}:${line}`);
  const rest = places.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
