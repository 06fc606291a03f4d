import { readFileSync } from 'node:fs';
import { sweep } from '../../lib/pipeline/index.ts';
import { reportDetection } from '../report.ts';
import { nowMicros, wireDetection } from '../wire-detection.ts';

const { environment, ports, telemetry } = wireDetection(readFileSync(new URL('./rules.json', import.meta.url), 'utf8'));

/** So many timers at a time; the function goes on as long as more are due. */
const timersPerRound = 200;

/** Every minute: decides what only time can decide. */
export async function handler(): Promise<void> {
  for (let isMore = true; isMore; ) {
    const { statistics, failed, ...swept } = await sweep(ports, nowMicros(), timersPerRound);
    for (const { timer, reason } of failed) telemetry.log('error', 'a timer stays', { rule: timer.rule, reason });
    telemetry.metrics({ Stack: environment.stackName }, { TimersDone: swept.done, TimersFailed: failed.length });
    if (swept.done > 0) reportDetection(telemetry, environment.stackName, statistics);
    isMore = swept.isMore && failed.length === 0;
  }
}
