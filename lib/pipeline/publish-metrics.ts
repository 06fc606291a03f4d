import type { Published } from './publish.ts';

/** What operators see of publishing: counts by receiver and outcome, the longest wait, and whether a receiver is off. */
export function publishMetrics({ sendings, held, waiting, unreadable }: Published): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { receiver, outcome, lagSeconds } of sendings) {
    const name = receiver === 'sns' ? 'Sns' : 'SecurityHub';
    const metric = `${name}${outcomeNames[outcome]}`;
    // One alarm for a receiver that is off, not one for each finding that waits for it.
    counts[metric] = outcome === 'off' ? 1 : (counts[metric] ?? 0) + 1;
    if (outcome === 'off') counts.ReceiverOff = 1;
    const lag = `${name}LagSeconds`;
    if (outcome === 'sent') counts[lag] = Math.max(counts[lag] ?? 0, lagSeconds);
  }
  const refused = (counts.SnsRefused ?? 0) + (counts.SecurityHubRefused ?? 0) + unreadable.length;
  if (refused > 0) counts.FindingsRefused = refused;
  if (held > 0) counts.FindingsHeld = held;
  if (waiting > 0) counts.FindingsWaiting = waiting;
  return counts;
}

const outcomeNames = {
  sent: 'Sent',
  refused: 'Refused',
  failed: 'Failed',
  off: 'Off',
  unrecorded: 'Unrecorded',
} as const;
