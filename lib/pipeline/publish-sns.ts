import type { Micros } from '../event/index.ts';
import { type FindingRow, renderSnsMessage, type Sender, type SnsSender } from '../finding/index.ts';
import type { PublishPorts, Sending } from './publish-ports.ts';
import { lagOf, recordOutcome, rendered, unrecorded } from './record-outcome.ts';

/** One message that is to go out: the row as it was at the revision that notifies. */
export interface Notice {
  readonly row: FindingRow;
  readonly revision: number;
}

/** After so many failures in a row the topic is left alone until the next try of the whole. */
const mostFailures = 3;

/**
 * Publishes the notices, in their order. Each is claimed first, so that stream and sweep cannot send it both; what was
 * sent but could not be recorded may be sent once more, when the claim has lapsed. A later revision waits for an earlier
 * one of its finding that did not get through, since what is recorded is the last that was sent: the earlier would count
 * as sent too.
 */
export async function publishToSns(
  notices: readonly Notice[],
  sender: Sender,
  ports: PublishPorts,
  now: Micros,
): Promise<readonly Sending[]> {
  const { sns } = ports;
  if (sns === null) return [];
  const sendings: Sending[] = [];
  const stuck = new Map<string, Sending>();
  let failures = 0;
  for (const [position, notice] of notices.entries()) {
    const earlier = stuck.get(notice.row.finding.id);
    const sending =
      earlier === undefined ? await sendOne(notice, sender, { ...ports, sns }, now) : untried(notice, earlier, now);
    if (sending === null) continue;
    sendings.push(sending);
    if (sending.outcome === 'failed' || sending.outcome === 'unrecorded') stuck.set(sending.id, sending);
    if (earlier !== undefined) continue;
    failures = sending.outcome === 'failed' ? failures + 1 : 0;
    if (sending.outcome !== 'off' && failures < mostFailures) continue;
    const rest = notices.slice(position + 1);
    return [...sendings, ...rest.map(left => untried(left, sending, now))];
  }
  return sendings;
}

/** Null where another sender is at it or has done it. */
async function sendOne(
  { row, revision }: Notice,
  sender: Sender,
  ports: PublishPorts & { readonly sns: SnsSender },
  now: Micros,
): Promise<Sending | null> {
  const { id } = row.finding;
  const attempt = { row, receiver: 'sns', revision } as const;
  try {
    if (!(await ports.findings.claim(id, 'sns', revision, sender, now))) return null;
    const message = rendered(() => renderSnsMessage({ ...row.finding, revision }, row.notifyReason));
    const outcome = 'outcome' in message ? message : await ports.sns(message);
    if (outcome.outcome === 'failed' || outcome.outcome === 'off') await ports.findings.release(id, 'sns');
    return await recordOutcome({ ...attempt, outcome }, ports, now);
  } catch (error) {
    return unrecorded(attempt, error, now);
  }
}

function untried({ row, revision }: Notice, { outcome, reason }: Sending, now: Micros): Sending {
  return { id: row.finding.id, receiver: 'sns', revision, outcome, reason, lagSeconds: lagOf(row, now) };
}
