import { fileURLToPath } from 'node:url';
import { publishBehind, sweep } from '../../lib/pipeline/index.ts';
import { reportDetection } from '../report.ts';
import { reportPublished } from '../report-published.ts';
import { nowMicros, wireDetection } from '../wire-detection.ts';
import { wirePublishing } from '../wire-publishing.ts';

const { environment, ports, telemetry } = wireDetection(fileURLToPath(new URL('./rules.bundle', import.meta.url)));
const publishing = wirePublishing(environment);

/** So many timers at a time; the function goes on as long as more are due. */
const timersPerRound = 200;
/** So many findings for each receiver; after a receiver was away for long, the next minutes have the rest. */
const findingsPerSweep = 1000;

/** Every minute: decides what only time can decide, and sends what publishing left behind. Neither waits for the other. */
export async function handler(): Promise<void> {
  const parts = await Promise.allSettled([decideDue(), sendBehind()]);
  for (const part of parts) if (part.status === 'rejected') throw part.reason;
}

async function decideDue(): Promise<void> {
  for (let isMore = true; isMore; ) {
    const { statistics, failed, ...swept } = await sweep(ports, nowMicros(), timersPerRound);
    for (const { timer, reason } of failed) telemetry.log('error', 'a timer stays', { rule: timer.rule, reason });
    telemetry.metrics({ Stack: environment.stackName }, { TimersDone: swept.done, TimersFailed: failed.length });
    if (swept.expired > 0)
      telemetry.log('error', 'timers came too late: sweep had stood still, and their state is gone', {
        timers: swept.expired,
      });
    if (swept.done > 0) reportDetection(telemetry, environment.stackName, statistics);
    isMore = swept.isMore && failed.length === 0;
  }
}

async function sendBehind(): Promise<void> {
  reportPublished(telemetry, environment.stackName, await publishBehind(findingsPerSweep, publishing, nowMicros()));
}
