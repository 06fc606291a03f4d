import type { Micros } from '../event/index.ts';
import { type FindingRow, isBehind } from '../finding/index.ts';
import { compareSeverity } from '../rule/index.ts';
import type { PublishPorts, Sending } from './publish-ports.ts';
import { publishToSecurityHub } from './publish-security-hub.ts';
import { type Notice, publishToSns } from './publish-sns.ts';
import { holdStorms } from './publish-storm.ts';

/** One change of a finding's content, as the table's stream tells it. */
export interface OutboxRecord {
  readonly sequenceNumber: string;
  readonly id: string;
  /** The row right after the change; an error where it cannot be read. */
  readonly row: FindingRow | Error;
}

export interface Published {
  readonly sendings: readonly Sending[];
  /** Sequence numbers of records to be delivered again. */
  readonly retry: readonly string[];
  /** Findings that went under in a storm, and records that hold no finding. */
  readonly held: number;
  /** Findings that a sweep found waiting; 0 for a stream's batch. */
  readonly waiting: number;
  readonly unreadable: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * How long a stream record is tried again for a receiver that fails. It holds up the records behind it, and so the other
 * receiver; what is older is left to the sweep, which holds up nobody.
 */
const retryMicros = 60_000_000;

/**
 * Changes of findings to SNS and to Security Hub. SNS gets each revision that notifies, as it was; Security Hub the
 * latest state. What a receiver has got is read from the table, not from the record, because records come again.
 */
export async function publish(records: readonly OutboxRecord[], ports: PublishPorts, now: Micros): Promise<Published> {
  const readable = records.flatMap(({ sequenceNumber, id, row }) =>
    row instanceof Error ? [] : [{ sequenceNumber, id, row }],
  );
  const unreadable = records.flatMap(({ id, row }) => (row instanceof Error ? [{ id, reason: row.message }] : []));
  const { rows, unknown } = await currentRows(
    readable.map(record => record.id),
    ports,
  );
  const current = [...rows.values()].sort(mostSevereFirst);
  const held = await holdStorms(current, ports, now);
  const open = current.filter(row => !held.has(row.finding.id));
  const notices = open.flatMap(row =>
    noticesOf(
      row,
      readable.filter(record => record.id === row.finding.id).map(record => record.row),
    ),
  );
  const [sns, securityHub] = await Promise.all([
    publishToSns(notices, 'stream', ports, now),
    publishToSecurityHub(open, ports, now),
  ]);
  const sendings = [...sns, ...securityHub];
  const young = new Set(current.filter(row => now - row.updatedAt < retryMicros).map(row => row.finding.id));
  const again = new Set([
    ...unknown,
    ...sendings.filter(sending => isWorthRetry(sending, young)).map(sending => sending.id),
  ]);
  return {
    sendings,
    retry: readable.filter(record => again.has(record.id)).map(record => record.sequenceNumber),
    held: held.size,
    waiting: 0,
    unreadable,
  };
}

/** Critical ones first: if time or a receiver's patience runs out, it is for the least. */
export function mostSevereFirst(a: FindingRow, b: FindingRow): number {
  return compareSeverity(b.finding.severity, a.finding.severity) || a.updatedAt - b.updatedAt;
}

/** The rows as they are now. Ids whose rows could not be read are tried again. */
async function currentRows(ids: readonly string[], ports: PublishPorts) {
  const rows = new Map<string, FindingRow>();
  const unknown = new Set<string>();
  await Promise.all(
    [...new Set(ids)].map(async id => {
      try {
        const row = await ports.findings.load(id);
        if (row !== null) rows.set(id, row);
      } catch {
        unknown.add(id);
      }
    }),
  );
  return { rows, unknown };
}

/** The revisions among these that notify and were not sent yet, in their order. */
function noticesOf(current: FindingRow, images: readonly FindingRow[]): Notice[] {
  const isOpen = isBehind(current, 'sns');
  const notifying = images.filter(
    ({ notifyRevision, finding }) =>
      notifyRevision === finding.revision && finding.revision > current.sent.sns.revision,
  );
  const byRevision = new Map(notifying.map(row => [row.finding.revision, { row, revision: row.finding.revision }]));
  return isOpen ? [...byRevision.values()].sort((a, b) => a.revision - b.revision) : [];
}

function isWorthRetry({ outcome, id }: Sending, young: ReadonlySet<string>): boolean {
  return outcome === 'unrecorded' || (outcome === 'failed' && young.has(id));
}
