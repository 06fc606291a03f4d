import type { Micros } from '../event/index.ts';
import { type FindingRow, isStorm, stormFinding, stormId } from '../finding/index.ts';
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
  const storms = new Map<string, { rule: string; from: Micros }>();
  for (const row of rows) {
    if (!isNew(row)) continue;
    const { id, rule } = row.finding;
    const from = Math.floor(row.createdAt / hour) * hour;
    const before = await ports.findings.openedCount(rule, from, row.createdAt, ports.stormAfter);
    if (before < ports.stormAfter) continue;
    await ports.findings.recordHeld(id);
    held.add(id);
    storms.set(`${from} ${rule}`, { rule, from });
  }
  for (const { rule, from } of storms.values()) await saveStorm(rule, from, ports, now);
  return held;
}

/** Only what nobody has heard of yet can go under. */
function isNew({ finding, sent, held }: FindingRow): boolean {
  return !held && !finding.staged && sent.sns.revision === 0 && sent.securityHub.revision === 0 && !isStorm(finding);
}

async function saveStorm(rule: string, from: Micros, ports: PublishPorts, now: Micros): Promise<void> {
  const to = from + hour;
  const counted = await ports.findings.openedCount(rule, from, to, mostCounted);
  // The storm's own finding is one of the rule's too.
  const own = await ports.findings.load(stormId(rule, from));
  const opened = counted - (own !== null && own.createdAt < to ? 1 : 0);
  const rows = (await ports.findings.opened(rule, from, to, mostRead)).filter(row => !isStorm(row.finding));
  const sent = Math.min(opened, ports.stormAfter);
  const finding = stormFinding({ rule, from, to, opened, sent, capped: counted === mostCounted, rows });
  if (finding !== null) await ports.findings.save(finding, { hits: opened, closed: false }, now);
}
