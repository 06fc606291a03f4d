import { fileURLToPath } from 'node:url';
import { type FirehoseInput, readFirehoseEvent } from '../../lib/ingest/index.ts';
import { detect } from '../../lib/pipeline/index.ts';
import { reportDetection } from '../report.ts';
import { nowMicros, wireDetection } from '../wire-detection.ts';
import { answer, type FirehoseOutput } from './answer.ts';

const { environment, ports, telemetry } = wireDetection(fileURLToPath(new URL('./rules.bundle', import.meta.url)));

/** Firehose's processor: every record is evaluated, and goes back as it came. */
export async function handler(event: FirehoseInput): Promise<FirehoseOutput> {
  const batch = readFirehoseEvent(event);
  const { outcomes, statistics } = await detect(batch, ports, nowMicros());
  for (const failed of outcomes) if (failed.outcome === 'failed') telemetry.log('warn', 'record failed', failed);
  reportDetection(telemetry, environment.stackName, statistics);
  return answer(batch.records, outcomes, environment.archive);
}
