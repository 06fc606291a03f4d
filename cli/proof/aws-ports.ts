import { setTimeout } from 'node:timers/promises';
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { s3Client } from '../../lib/aws/index.ts';
import { deployedFindings } from '../deployed/deployed-line.ts';
import type { DeployedStack } from '../deployed/stack.ts';
import type { HubRecord, ProofPorts } from './ports.ts';

/** A deployed stack: the proof writes to its plain stream, and reads its table, Security Hub and the archive bucket. */
export function awsPorts(stack: DeployedStack): ProofPorts {
  const firehose = new FirehoseClient(stack.options);
  const hub = new SecurityHubClient(stack.options);
  const s3 = s3Client(stack.options);
  const findings = deployedFindings(stack);
  const stream = stack.output('PlainStreamName');
  const usesHub = stack.output('Receivers').includes('Security Hub');
  return {
    now: Date.now,
    wait: async millis => void (await setTimeout(millis)),
    put: async records => {
      for (let at = 0; at < records.length; at += mostInCall) {
        await putAll(firehose, stream, records.slice(at, at + mostInCall));
      }
    },
    opened: async (rules, since) => {
      const found = await Promise.all(
        rules.map(rule => findings.opened(rule, since * 1000, Number.MAX_SAFE_INTEGER, mostOfRule)),
      );
      return found.flat();
    },
    inHub: async ids => (usesHub ? recordsOf(hub, ids) : null),
    isParked: async (text, since) => {
      const Bucket = stack.output('ArchiveBucketName');
      for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix: 'quarantine/' })) {
        for (const { Key, LastModified } of page.Contents ?? []) {
          if ((LastModified?.getTime() ?? 0) < since - 5_000) continue;
          const object = await s3.send(new GetObjectCommand({ Bucket, Key }));
          if ((await object.Body?.transformToString())?.includes(text)) return true;
        }
      }
      return false;
    },
  };
}

/** Firehose takes 500 records and 4 MB in a call; a few hundred of these lines are far from it. */
const mostInCall = 400;
const mostOfRule = 2_000;
const mostTries = 10;
/** GetFindings takes twenty values for a filter. */
const mostIds = 20;

/** A batch may be taken in part: the rest is put again. */
async function putAll(client: FirehoseClient, stream: string, records: readonly Uint8Array[]): Promise<void> {
  let left = records;
  for (let attempt = 1; left.length > 0; attempt++) {
    const { RequestResponses = [] } = await client.send(
      new PutRecordBatchCommand({ DeliveryStreamName: stream, Records: left.map(Data => ({ Data })) }),
    );
    left = left.filter((_, index) => RequestResponses[index]?.ErrorCode !== undefined);
    if (left.length > 0 && attempt === mostTries) throw new Error(`${stream} does not take ${left.length} records`);
  }
}

async function recordsOf(client: SecurityHubClient, ids: readonly string[]) {
  const found = new Map<string, HubRecord[]>();
  for (let at = 0; at < ids.length; at += mostIds) {
    const Id = ids.slice(at, at + mostIds).map(Value => ({ Value, Comparison: 'EQUALS' as const }));
    const { Findings = [] } = await client.send(new GetFindingsCommand({ Filters: { Id }, MaxResults: 100 }));
    for (const one of Findings) {
      const records = found.get(one.Id ?? '') ?? [];
      found.set(one.Id ?? '', records);
      records.push({
        revision: Number(one.ProductFields?.['weir/revision']),
        isArchived: one.RecordState === 'ARCHIVED',
      });
    }
  }
  return found;
}
