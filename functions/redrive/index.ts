import { fileURLToPath } from 'node:url';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { s3Client, s3ObjectStore } from '../../lib/aws/index.ts';
import { redrive } from '../../lib/pipeline/index.ts';
import { reportDetection } from '../report.ts';
import { nowMicros, wireDetection } from '../wire-detection.ts';
import { failedObjects } from './failed-objects.ts';

const { environment, ports, telemetry } = wireDetection(fileURLToPath(new URL('./rules.bundle', import.meta.url)));
const { account, region, quarantinePrefix, stackName } = environment;
const objects = s3ObjectStore(s3Client(), environment.archiveBucket);

/** Each message names objects of failed records. One whose records fail again stays in the queue for the next attempt. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const stays: { itemIdentifier: string }[] = [];
  for (const { messageId, attempt, keys } of failedObjects(event, environment.failedPrefix)) {
    for (const key of keys) {
      const request = { key, attempt, account, region, quarantinePrefix };
      const { statistics, ...redriven } = await redrive(request, objects, ports, nowMicros());
      telemetry.log(redriven.quarantined > 0 ? 'error' : 'info', 'redriven', { key, attempt, ...redriven });
      telemetry.metrics({ Stack: stackName }, { QuarantinedRecords: redriven.quarantined });
      reportDetection(telemetry, stackName, statistics);
      if (redriven.again > 0) stays.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures: stays };
}
