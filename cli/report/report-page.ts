import { microsToIso } from '../../lib/event/index.ts';
import { severities } from '../../lib/rule/index.ts';
import { plural } from '../plural.ts';
import { entitySection, technique } from './finding-section.ts';
import { Html, html, join } from './html.ts';
import type { ReportModel, RuleNoise, TacticCoverage } from './report-model.ts';
import { styles } from './styles.ts';
import { severityClass, timeline } from './timeline.ts';

/**
 * One page that holds all it shows: no script, nothing loaded from anywhere. Its policy forbids both, so that even markup
 * which got past the escaping could do nothing.
 */
export function reportPage(model: ReportModel): string {
  const { detections, span, entities, noise, tactics } = model;
  const range = span === null ? 'no findings' : `${minute(span.from)} to ${minute(span.to)} UTC`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>weir: ${plural(detections.length, 'finding')}</title><style>${new Html(styles)}</style></head><body>
<header><h1>weir</h1><span class="dim">${range}</span></header>
${figures(model)}
${span === null ? '' : html`<h2>Timeline</h2>${timeline(model)}<h2>Findings by entity</h2>`}
${join(entities.map(entitySection))}
${noise.length === 0 ? '' : html`<h2>Rules by noise</h2>${noiseTable(noise)}`}
<h2>ATT&amp;CK coverage</h2><p class="dim">Techniques that the ${plural(model.rules, 'rule')} can see; those that were seen are marked.</p>
<div class="tactics">${join(tactics.map(tacticCard))}</div>
<footer>Made by weir from ${plural(model.totals.events, 'event')}. Times are event times, in UTC.</footer>
</body></html>
`.markup;
}

function minute(time: number): string {
  return microsToIso(time).slice(0, 16).replace('T', ' ');
}

function figures({ detections, totals, entities }: ReportModel): Html {
  const bySeverity = severities.toReversed().flatMap(severity => {
    const count = detections.filter(({ row }) => row.finding.severity === severity).length;
    return count === 0 ? [] : [html`<li class="${severityClass(severity)}"><b>${count}</b>${severity}</li>`];
  });
  const sources = Object.keys(totals.sources).length;
  const failed =
    totals.failures === 0 ? '' : html`<li class="s-high"><b>${number(totals.failures)}</b>not evaluated</li>`;
  return html`<ul class="figures">${join(bySeverity)}<li><b>${number(entities.length)}</b>entities</li><li><b>${number(totals.events)}</b>events</li><li><b>${sources}</b>sources</li>${failed}</ul>`;
}

function noiseTable(noise: readonly RuleNoise[]): Html {
  const rows = noise.map(
    ({ id, title, severity, findings, events, entities }) =>
      html`<tr><td><span class="chip ${severityClass(severity)}">${severity}</span> ${title}<br><code class="dim">${id}</code></td><td class="number" data-label="findings">${number(findings)}</td><td class="number" data-label="events">${number(events)}</td><td class="number" data-label="entities">${number(entities)}</td></tr>`,
  );
  return html`<div class="scroll"><table><thead><tr><th>rule</th><th class="number">findings</th><th class="number">events</th><th class="number">entities</th></tr></thead><tbody>${join(rows)}</tbody></table></div>`;
}

function tacticCard({ tactic, techniques }: TacticCoverage): Html {
  const cells = techniques.map(({ id, findings }) =>
    findings > 0 ? html`<span class="seen">${technique(id)}</span>` : technique(id),
  );
  return html`<div class="tactic"><h3>${tactic.replaceAll('-', ' ')}</h3>${join(cells)}</div>`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
