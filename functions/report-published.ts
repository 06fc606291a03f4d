import type { Telemetry } from '../lib/aws/index.ts';
import { type Published, publishMetrics } from '../lib/pipeline/index.ts';

/** Counts for the alarms, and a line for each kind of trouble. */
export function reportPublished(telemetry: Telemetry, stackName: string, published: Published): void {
  telemetry.metrics({ Stack: stackName }, publishMetrics(published));
  for (const { id, receiver, revision, outcome, reason } of published.sendings) {
    if (outcome === 'refused' || outcome === 'unrecorded') {
      telemetry.log('error', `finding ${outcome}`, { finding: id, receiver, revision, reason });
    }
  }
  for (const outcome of ['off', 'failed'] as const) {
    const troubled = published.sendings.filter(sending => sending.outcome === outcome);
    // One line for all: they wait for the same thing.
    const [first] = troubled;
    if (first === undefined) continue;
    const { receiver, reason } = first;
    telemetry.log('warn', `receiver ${outcome}; its findings are kept and sent later`, {
      receiver,
      reason,
      findings: troubled.length,
    });
  }
  for (const { id, reason } of published.unreadable) telemetry.log('error', 'no finding', { finding: id, reason });
}
