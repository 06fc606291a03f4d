import { type Micros, microsToIso } from '../../lib/event/index.ts';
import type { Severity } from '../../lib/rule/index.ts';
import { type Html, html, join } from './html.ts';
import { type EntityGroup, type ReportModel, timesOf } from './report-model.ts';

const rowHeight = 26;
const axisHeight = 28;

/** One drawing for a desk and one for a phone: a drawing that is scaled down cannot be read. The style shows one of them. */
const layouts = [
  { name: 'wide', width: 960, labelWidth: 220, labelLength: 30, ticks: [0, 1 / 3, 2 / 3, 1] },
  { name: 'narrow', width: 366, labelWidth: 124, labelLength: 17, ticks: [0, 1] },
] as const;
type Layout = (typeof layouts)[number];
/** More rows than a person takes in are listed below, not drawn. */
const mostRows = 40;

/** Every finding as a bar from its first to its last event, one row for each entity. */
export function timeline(model: ReportModel): Html {
  const { entities, span } = model;
  if (span === null) return html``;
  const rest = entities.length - mostRows;
  return html`${join(layouts.map(layout => drawing(entities.slice(0, mostRows), span, layout)))}${rest > 0 ? html`<p class="dim">${rest} more entities are listed below.</p>` : ''}`;
}

type Span = NonNullable<ReportModel['span']>;

function drawing(rows: readonly EntityGroup[], span: Span, layout: Layout): Html {
  const { name, width } = layout;
  const height = axisHeight + rows.length * rowHeight;
  const x = scale(span, layout);
  const bars = rows.flatMap((group, index) => groupBars(group, axisHeight + index * rowHeight, x, layout));
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="findings over time" class="timeline ${name}">
${join(ticks(span, x, height, layout))}${join(bars)}</svg>`;
}

type Scale = (time: Micros) => number;

function scale({ from, to }: Span, { width, labelWidth }: Layout): Scale {
  const room = width - labelWidth - 24;
  const length = Math.max(1, to - from);
  return time => labelWidth + 12 + ((time - from) / length) * room;
}

function groupBars({ name, detections }: EntityGroup, top: number, x: Scale, layout: Layout): Html[] {
  const { width, labelLength } = layout;
  const middle = top + rowHeight / 2;
  const label = name.length > labelLength ? `${name.slice(0, labelLength - 1)}…` : name;
  // The worst is drawn last, on top of the others.
  const bars = detections.toReversed().map(({ row }) => {
    const { finding } = row;
    const { from, to } = timesOf({ row, events: [] });
    const length = Math.max(8, x(to) - x(from));
    return html`<a href="#f-${finding.id}"><rect class="bar ${severityClass(finding.severity)}" x="${round(x(from) - 4)}" y="${middle - 6}" width="${round(length)}" height="12" rx="6"><title>${finding.severity}: ${finding.title} (${finding.firstSeen})</title></rect></a>`;
  });
  return [
    html`<line class="rule" x1="0" x2="${width}" y1="${top}" y2="${top}"/><text class="label" x="0" y="${middle + 4}">${label}<title>${name}</title></text>`,
    ...bars,
  ];
}

/** A few times along the axis are enough to read the others off. */
function ticks(span: Span, x: Scale, height: number, layout: Layout): Html[] {
  const isLong = span.to - span.from > 86_400_000_000;
  return layout.ticks.map(share => {
    const time = span.from + (span.to - span.from) * share;
    const iso = microsToIso(Math.round(time));
    const text = isLong ? iso.slice(5, 16).replace('T', ' ') : iso.slice(11, 19);
    const anchor = share === 0 ? 'start' : share === 1 ? 'end' : 'middle';
    return html`<line class="tick" x1="${round(x(time))}" x2="${round(x(time))}" y1="${axisHeight - 6}" y2="${height}"/><text class="axis" x="${round(x(time))}" y="14" text-anchor="${anchor}">${text}</text>`;
  });
}

export function severityClass(severity: Severity): string {
  return `s-${severity}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
