import type { Micros } from '../event/index.ts';
import { isBehind } from '../finding/index.ts';
import { mostSevereFirst, type Published } from './publish.ts';
import type { PublishPorts } from './publish-ports.ts';
import { publishToSecurityHub } from './publish-security-hub.ts';
import { publishToSns } from './publish-sns.ts';
import { holdStorms } from './publish-storm.ts';

/** What is younger is still in the stream's hands. */
const patienceMicros = 60_000_000;

/**
 * Sends what some receiver is behind on: after a receiver was off or failed, when a change of count has waited long
 * enough, and what a stream forgot. A receiver that was away gets the latest state, once.
 */
export async function publishBehind(limit: number, ports: PublishPorts, now: Micros): Promise<Published> {
  const rows = (await ports.findings.behind(now - patienceMicros, limit)).toSorted(mostSevereFirst);
  const held = await holdStorms(rows, ports, now);
  const open = rows.filter(row => !held.has(row.finding.id));
  const notices = open.filter(row => isBehind(row, 'sns')).map(row => ({ row, revision: row.notifyRevision }));
  const [sns, securityHub] = await Promise.all([
    publishToSns(notices, 'sweep', ports, now),
    publishToSecurityHub(open, ports, now),
  ]);
  return { sendings: [...sns, ...securityHub], retry: [], held: held.size, waiting: rows.length, unreadable: [] };
}
