import type { Micros } from '../event/index.ts';
import {
  compareOpened,
  type FindingRow,
  isStorm,
  type OpenedFinding,
  stormFinding,
  stormId,
} from '../finding/index.ts';
import type { PublishPorts } from './publish-ports.ts';

const hour: Micros = 3_600_000_000;
/** Rows that are read to tell who is in a storm, and how far its findings are counted. */
const mostRead = 100;
const mostCounted = 10_000;

/**
 * Which of these new findings go under in a storm of their rule: those that were opened after the first `stormAfter` of
 * an hour. They are marked and told in one storm finding per rule and hour, which is published like any other. This
 * acts on sending alone; what is stored is not changed by it.
 */
export async function holdStorms(
  rows: readonly FindingRow[],
  ports: PublishPorts,
  now: Micros,
): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (const { rule, from, members } of byRuleAndHour(rows.filter(isNew))) {
    const first = await ports.findings.firstOpened(rule, from, from + hour, ports.stormAfter);
    const under = members.filter(row => isUnder(row, first, ports.stormAfter));
    for (const { finding } of under) {
      await ports.findings.recordHeld(finding.id);
      held.add(finding.id);
    }
    if (under.length > 0) await saveStorm(rule, from, under, ports, now);
  }
  return held;
}

interface HourOfRule {
  readonly rule: string;
  readonly from: Micros;
  readonly members: FindingRow[];
}

function byRuleAndHour(rows: readonly FindingRow[]): Iterable<HourOfRule> {
  const groups = new Map<string, HourOfRule>();
  for (const row of rows) {
    const { rule } = row.finding;
    const from = Math.floor(row.createdAt / hour) * hour;
    const group = groups.get(`${from} ${rule}`) ?? { rule, from, members: [] };
    groups.set(`${from} ${rule}`, group);
    group.members.push(row);
  }
  return groups.values();
}

/** Opened after the hour's first. The index lags behind the table, so a row need not be among them to come before them. */
function isUnder(
  { finding: { id }, createdAt }: FindingRow,
  first: readonly OpenedFinding[],
  stormAfter: number,
): boolean {
  const last = first[stormAfter - 1];
  return last !== undefined && compareOpened({ id, createdAt }, last) > 0;
}

/** Only what nobody has heard of yet can go under. */
function isNew({ finding, sent, held }: FindingRow): boolean {
  return !held && !finding.staged && sent.sns.revision === 0 && sent.securityHub.revision === 0 && !isStorm(finding);
}

async function saveStorm(
  rule: string,
  from: Micros,
  under: readonly FindingRow[],
  ports: PublishPorts,
  now: Micros,
): Promise<void> {
  const to = from + hour;
  const counted = await ports.findings.openedCount(rule, from, to, mostCounted);
  // The storm's own finding is one of the rule's too.
  const own = await ports.findings.load(stormId(rule, from));
  const opened = counted - (own !== null && own.createdAt < to ? 1 : 0);
  const oldest = (await ports.findings.opened(rule, from, to, mostRead)).filter(row => !isStorm(row.finding));
  const known = new Set(oldest.map(row => row.finding.id));
  // The hour's first, and those that went under just now: who is in it changes while it goes on.
  const rows = [...oldest, ...under.filter(row => !known.has(row.finding.id))].sort(
    (a, b) => a.createdAt - b.createdAt,
  );
  const sent = Math.min(opened, ports.stormAfter);
  const finding = stormFinding({ rule, from, to, opened, sent, capped: counted === mostCounted, rows });
  if (finding !== null) await ports.findings.save(finding, { hits: opened, closed: false }, now);
}
