import type { Micros } from '../event/index.ts';
import { type FindingRow, isBehind, renderAsff, type SendOutcome } from '../finding/index.ts';
import { importInBatches } from './import-in-batches.ts';
import type { PublishPorts, Sending } from './publish-ports.ts';
import { recordOutcome, rendered } from './record-outcome.ts';

/** A change of count alone is not worth a call more often than this. */
export const countPauseMicros = 300_000_000;

/** Imports the rows' latest state where Security Hub does not have it. Importing twice changes nothing. */
export async function publishToSecurityHub(
  rows: readonly FindingRow[],
  ports: PublishPorts,
  now: Micros,
): Promise<readonly Sending[]> {
  const { securityHub } = ports;
  const due = rows.filter(row => isBehind(row, 'securityHub') && !isWaiting(row, now));
  if (securityHub === null || due.length === 0) return [];
  const documents = due.map(row =>
    rendered(() =>
      renderAsff(row.finding, { place: securityHub.place, createdAt: row.createdAt, updatedAt: row.updatedAt }),
    ),
  );
  const asff = documents.flatMap(document => ('outcome' in document ? [] : [document]));
  const outcomes = await importInBatches(asff, securityHub, ports.wait);
  return Promise.all(
    due.map((row, position) => {
      const document = documents[position];
      const outcome = document !== undefined && 'outcome' in document ? document : outcomes.get(document?.Id ?? '');
      const attempt = { row, receiver: 'securityHub', revision: row.finding.revision } as const;
      return recordOutcome({ ...attempt, outcome: outcome ?? unanswered }, ports, now);
    }),
  );
}

const unanswered: SendOutcome = { outcome: 'failed', reason: 'not answered for' };

/** Nothing but the count has changed since the last import, and that was just now: the sweep will send it. */
function isWaiting(row: FindingRow, now: Micros): boolean {
  const { revision, at } = row.sent.securityHub;
  return revision > 0 && row.notifyRevision <= revision && now - at < countPauseMicros;
}
