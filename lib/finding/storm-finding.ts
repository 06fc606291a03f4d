import { findingId } from '../correlation/index.ts';
import { type JsonObject, type Micros, microsToIso } from '../event/index.ts';
import { compareSeverity } from '../rule/index.ts';
import type { Evidence, Finding } from './finding.ts';
import type { FindingRow } from './finding-sink.ts';

export interface Storm {
  readonly rule: string;
  /** The hour of weir's clock in which the rule opened too many findings. */
  readonly from: Micros;
  readonly to: Micros;
  /** How many it opened, and how many of them were sent as usual. */
  readonly opened: number;
  readonly sent: number;
  /** True where `opened` is a lower bound. */
  readonly capped: boolean;
  /** Those of them that were looked at, oldest first, for who is in it. */
  readonly rows: readonly FindingRow[];
}

/** One finding in place of many: a rule's storm, who is in it, and how to calm it. */
export function stormFinding(storm: Storm): Finding | null {
  const [first] = storm.rows;
  const last = storm.rows.at(-1);
  if (first === undefined || last === undefined) return null;
  const { finding } = first;
  const held = storm.opened - storm.sent;
  const span = `between ${microsToIso(storm.from)} and ${microsToIso(storm.to)}`;
  return {
    ...finding,
    id: stormId(storm.rule, storm.from),
    revision: 1,
    title: `Storm of findings by rule ${storm.rule}`.slice(0, 200),
    description: `The rule opened ${storm.capped ? 'at least ' : ''}${storm.opened} findings ${span}. The first ${storm.sent} were sent; the other ${held} are stored, and told here together.`,
    why: 'So many findings at once hide the one that counts.',
    severityReason: '',
    severity:
      storm.rows
        .map(row => row.finding.severity)
        .sort(compareSeverity)
        .at(-1) ?? finding.severity,
    count: storm.opened,
    capped: storm.capped,
    firstSeen: storm.rows.map(row => row.finding.firstSeen).sort()[0] ?? finding.firstSeen,
    lastSeen:
      storm.rows
        .map(row => row.finding.lastSeen)
        .sort()
        .at(-1) ?? finding.lastSeen,
    entity: { rule: storm.rule },
    seen: {},
    evidence: [first, last].filter((row, position) => position === 0 || row !== first).map(evidenceOf),
    missing: [],
    triage: [
      'Look first at the most frequent entities below: one of them is usually behind most of it.',
      `List what was not sent: weir findings --held ${storm.rule}`,
    ],
    falsePositives: ['A new deployment, a scanner or a backup that the rule does not know yet.'],
    response: [
      `Except what is harmless (tune.${storm.rule}.except in weir.yml), or merge more (tune.${storm.rule}.suppress, with by and for).`,
      'Stage the rule (rules.staged) while you tune it: it is evaluated and stored, and nothing is sent.',
    ],
    related: [],
    details: { storm: { opened: storm.opened, held, top: topEntities(storm.rows) } },
    overflow: '',
  };
}

/** One per rule and hour. */
export function stormId(rule: string, from: Micros): string {
  return findingId('weir.storm', rule, from);
}

export function isStorm(finding: Finding): boolean {
  return finding.details.storm !== undefined;
}

const mostNamed = 5;

function topEntities(rows: readonly FindingRow[]): JsonObject {
  const counts: Record<string, Map<string, number>> = {};
  for (const { finding } of rows) {
    for (const [name, value] of Object.entries(finding.entity)) {
      counts[name] ??= new Map();
      counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
    }
  }
  return Object.fromEntries(
    Object.entries(counts).map(([name, values]) => [
      name,
      Object.fromEntries([...values].sort(([, a], [, b]) => b - a).slice(0, mostNamed)),
    ]),
  );
}

function evidenceOf({ finding }: FindingRow): Evidence {
  return {
    event: finding.id,
    time: finding.firstSeen,
    source: 'weir',
    leg: '',
    logGroup: '',
    logStream: '',
    fields: { message: finding.title, ...finding.entity },
  };
}
