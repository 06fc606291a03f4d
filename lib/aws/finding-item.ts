import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  type Finding,
  type FindingRow,
  findingTtlSeconds,
  type NotifyReason,
  type Progress,
  parseFinding,
  type Receiver,
  receivers,
  seriesOf,
} from '../finding/index.ts';

/** An attribute as the SDK reads it and as a stream record shows it. */
export type ItemValue = { readonly S?: string; readonly N?: string; readonly BOOL?: boolean };
export type Item = Readonly<Record<string, ItemValue>>;

/** What a save may write: everything but the receivers' progress, so that it cannot set that back. */
export function contentAttributes(row: FindingRow): Record<string, AttributeValue> {
  const { finding, basis } = row;
  const series = seriesOf(finding);
  return {
    finding: { S: JSON.stringify(finding) },
    revision: { N: String(finding.revision) },
    rule: { S: finding.rule },
    severity: { S: finding.severity },
    state: { S: finding.state },
    firstSeen: { S: finding.firstSeen },
    ...(series === '' ? {} : { series: { S: series } }),
    basisHits: { N: String(basis.hits) },
    basisClosed: { BOOL: basis.closed },
    notifyRevision: { N: String(row.notifyRevision) },
    notifyReason: { S: row.notifyReason },
    createdAt: { N: String(row.createdAt) },
    updatedAt: { N: String(row.updatedAt) },
    expiresAt: { N: String(Math.ceil(row.updatedAt / 1_000_000) + findingTtlSeconds) },
    lastWrite: { S: 'content' },
  };
}

/** The attribute of a receiver's progress: `snsRevision`. */
export function progressName(receiver: Receiver, what: keyof Progress): string {
  return `${receiver}${what.charAt(0).toUpperCase()}${what.slice(1)}`;
}

/** An item of the findings table that holds no finding: weir did not write it, or a later version did. */
export class UnreadableRow extends Error {}

/** The row that an item holds; throws an UnreadableRow that says what is wrong. */
export function findingRow(item: Item): FindingRow {
  const number = (name: string): number => Number(item[name]?.N ?? 0);
  const text = (name: string): string => item[name]?.S ?? '';
  const progress = (receiver: Receiver): Progress => ({
    revision: number(progressName(receiver, 'revision')),
    at: number(progressName(receiver, 'at')),
    claimedUntil: number(progressName(receiver, 'claimedUntil')),
    claimedBy: text(progressName(receiver, 'claimedBy')),
    failedRevision: number(progressName(receiver, 'failedRevision')),
    attempts: number(progressName(receiver, 'attempts')),
    reason: text(progressName(receiver, 'reason')),
  });
  const [sns, securityHub] = receivers;
  return {
    finding: documentOf(item),
    basis: { hits: number('basisHits'), closed: item.basisClosed?.BOOL ?? false },
    notifyRevision: number('notifyRevision'),
    notifyReason: notifyReasons.find(reason => reason === text('notifyReason')) ?? 'new',
    sent: { sns: progress(sns), securityHub: progress(securityHub) },
    held: item.held?.BOOL ?? false,
    createdAt: number('createdAt'),
    updatedAt: number('updatedAt'),
  };
}

function documentOf(item: Item): Finding {
  try {
    return parseFinding(JSON.parse(item.finding?.S ?? ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnreadableRow(`item "${item.id?.S ?? ''}" of the findings table: ${reason}`, { cause: error });
  }
}

const notifyReasons: readonly NotifyReason[] = ['new', 'escalated', 'retracted', 'active-again'];
