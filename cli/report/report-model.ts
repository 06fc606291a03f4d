import type { RuleBundle } from '../../lib/engine/index.ts';
import { type Micros, parseIsoMicros } from '../../lib/event/index.ts';
import { type AttackTags, compareSeverity, type Severity, tactics as tacticOrder } from '../../lib/rule/index.ts';
import type { Detection } from '../detection/session.ts';
import type { Totals } from '../detection/totals.ts';

/** What the page shows, worked out before any markup. */
export interface ReportModel {
  readonly detections: readonly Detection[];
  readonly totals: Totals;
  readonly rules: number;
  /** First and last event of any finding; null without findings. */
  readonly span: { readonly from: Micros; readonly to: Micros } | null;
  readonly entities: readonly EntityGroup[];
  readonly noise: readonly RuleNoise[];
  readonly tactics: readonly TacticCoverage[];
}

/** All that was found about one entity, worst and earliest first. */
export interface EntityGroup {
  readonly name: string;
  readonly worst: Severity;
  readonly detections: readonly Detection[];
}

export interface RuleNoise {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly findings: number;
  readonly events: number;
  readonly entities: number;
}

export interface TacticCoverage {
  readonly tactic: string;
  readonly techniques: readonly { readonly id: string; readonly rules: number; readonly findings: number }[];
}

export function reportModel(detections: readonly Detection[], bundle: RuleBundle, totals: Totals): ReportModel {
  return {
    detections,
    totals,
    rules: bundle.rules.length,
    span: spanOf(detections),
    entities: entityGroups(detections),
    noise: ruleNoise(detections),
    tactics: tacticCoverage(detections, bundle),
  };
}

export function timesOf({ row }: Detection): { readonly from: Micros; readonly to: Micros } {
  const from = parseIsoMicros(row.finding.firstSeen) ?? 0;
  return { from, to: Math.max(from, parseIsoMicros(row.finding.lastSeen) ?? from) };
}

export function entityName({ row }: Detection): string {
  const { host, user, ...others } = row.finding.entity;
  const names = [host, user, ...Object.values(others)].filter(name => name !== undefined && name !== '');
  return names.length === 0 ? 'no entity' : names.join(' · ');
}

function spanOf(detections: readonly Detection[]): ReportModel['span'] {
  if (detections.length === 0) return null;
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (const detection of detections) {
    const times = timesOf(detection);
    from = Math.min(from, times.from);
    to = Math.max(to, times.to);
  }
  return { from, to };
}

function entityGroups(detections: readonly Detection[]): readonly EntityGroup[] {
  const groups = new Map<string, Detection[]>();
  for (const detection of detections) {
    const name = entityName(detection);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [detection]);
    else group.push(detection);
  }
  return [...groups]
    .map(([name, own]) => {
      const sorted = own.toSorted(
        (a, b) => compareSeverity(severityOf(b), severityOf(a)) || timesOf(a).from - timesOf(b).from,
      );
      return {
        name,
        worst: sorted[0] === undefined ? ('informational' as const) : severityOf(sorted[0]),
        detections: sorted,
      };
    })
    .sort((a, b) => compareSeverity(b.worst, a.worst) || b.detections.length - a.detections.length);
}

function severityOf({ row }: Detection): Severity {
  return row.finding.severity;
}

function ruleNoise(detections: readonly Detection[]): readonly RuleNoise[] {
  const rules = new Map<string, Detection[]>();
  for (const detection of detections) {
    const { rule } = detection.row.finding;
    const own = rules.get(rule);
    if (own === undefined) rules.set(rule, [detection]);
    else own.push(detection);
  }
  return [...rules]
    .flatMap(([id, own]): RuleNoise[] => {
      const [first] = own;
      if (first === undefined) return [];
      const { title, severity } = first.row.finding;
      const events = own.reduce((sum, { row }) => sum + row.finding.count, 0);
      return [{ id, title, severity, findings: own.length, events, entities: new Set(own.map(entityName)).size }];
    })
    .sort((a, b) => b.findings - a.findings || b.events - a.events);
}

/**
 * Which techniques the rules can see, and which were seen. A rule names tactics and techniques side by side, not which
 * belongs to which, so a technique stands under each tactic of its rules.
 */
function tacticCoverage(detections: readonly Detection[], { rules }: RuleBundle): readonly TacticCoverage[] {
  const cells = new Map<string, Map<string, { rules: number; findings: number }>>();
  const count = ({ tactics, techniques }: AttackTags, what: 'rules' | 'findings') => {
    for (const tactic of tactics.length === 0 ? ['other'] : tactics) {
      const row = cells.get(tactic) ?? new Map<string, { rules: number; findings: number }>();
      cells.set(tactic, row);
      for (const technique of techniques) {
        const cell = row.get(technique) ?? { rules: 0, findings: 0 };
        row.set(technique, cell);
        cell[what] += 1;
      }
    }
  };
  for (const { rule } of rules) if (rule.emits) count(rule.meta.attack, 'rules');
  for (const { row } of detections) count(row.finding.attack, 'findings');
  return [...cells]
    .filter(([, row]) => row.size > 0)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([tactic, row]) => ({
      tactic,
      techniques: [...row].map(([id, cell]) => ({ id, ...cell })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    }));
}

function rank(tactic: string): number {
  const place = tacticOrder.indexOf(tactic);
  return place === -1 ? tacticOrder.length : place;
}
