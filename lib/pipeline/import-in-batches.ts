import { type AsffFinding, mostAsffBytes, type SecurityHubPort, type SendOutcome } from '../finding/index.ts';

/** Security Hub's limits for one call, with room for what stands around the findings. */
const mostInBatch = 100;
const mostBatchBytes = 6 * 1024 * 1024 - 65_536;
/** 10 calls a second for the whole account and Region; the sweep and the stream may both be at it. */
const pauseMillis = 200;
const mostCalls = 4;

type Wait = (millis: number) => Promise<void>;

/**
 * Imports findings in as few calls as the limits allow, and says of each what became of it. Findings not taken for the
 * service's own reasons are offered again after a pause; a call refused as a whole is halved until the finding to blame
 * stands alone; when the receiver is off, nothing more is tried.
 */
export async function importInBatches(
  findings: readonly AsffFinding[],
  port: SecurityHubPort,
  wait: Wait,
): Promise<ReadonlyMap<string, SendOutcome>> {
  const outcomes = new Map<string, SendOutcome>();
  const batches = batchesOf(findings, outcomes);
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
    const result = await importBatch(batch, port, wait);
    if (result.outcome === 'halve') {
      const half = Math.ceil(batch.length / 2);
      batches.unshift(batch.slice(0, half), batch.slice(half));
      continue;
    }
    for (const [id, outcome] of result.outcomes) outcomes.set(id, outcome);
    if (result.stop === null) continue;
    // The rest would fare no better, and each try would cost the findings that come after.
    for (const one of batches.flat()) outcomes.set(one.Id, result.stop);
    break;
  }
  return outcomes;
}

type BatchResult =
  | { readonly outcome: 'halve' }
  | {
      readonly outcome: 'done';
      readonly outcomes: ReadonlyMap<string, SendOutcome>;
      readonly stop: SendOutcome | null;
    };

async function importBatch(batch: readonly AsffFinding[], port: SecurityHubPort, wait: Wait): Promise<BatchResult> {
  const outcomes = new Map<string, SendOutcome>();
  let left = batch;
  for (let call = 1; ; call++) {
    const answer = await port.importBatch(left);
    await wait(pauseMillis);
    switch (answer.outcome) {
      case 'answered': {
        for (const { Id } of left) outcomes.set(Id, answer.failed.get(Id) ?? { outcome: 'sent' });
        left = left.filter(({ Id }) => outcomes.get(Id)?.outcome === 'failed');
        if (left.length === 0 || call === mostCalls) return { outcome: 'done', outcomes, stop: null };
        break;
      }
      case 'invalid':
        if (left.length > 1) return { outcome: 'halve' };
        for (const { Id } of left) outcomes.set(Id, { outcome: 'refused', reason: answer.reason });
        return { outcome: 'done', outcomes, stop: null };
      case 'off': {
        for (const { Id } of left) outcomes.set(Id, answer);
        return { outcome: 'done', outcomes, stop: answer };
      }
      case 'throttled':
      case 'failed': {
        const failed: SendOutcome = { outcome: 'failed', reason: answer.reason };
        for (const { Id } of left) outcomes.set(Id, failed);
        if (call === mostCalls) return { outcome: 'done', outcomes, stop: failed };
        break;
      }
      default:
        return answer satisfies never;
    }
    await wait(pauseMillis * 2 ** call);
  }
}

/** One finding of each id, so that no batch holds two; too large ones are refused here, as AWS would refuse them. */
function batchesOf(findings: readonly AsffFinding[], outcomes: Map<string, SendOutcome>): AsffFinding[][] {
  const batches: AsffFinding[][] = [];
  let bytes = 0;
  for (const finding of new Map(findings.map(one => [one.Id, one])).values()) {
    const size = Buffer.byteLength(JSON.stringify(finding)) + 1;
    if (size > mostAsffBytes) {
      outcomes.set(finding.Id, { outcome: 'refused', reason: `${size} bytes, more than ${mostAsffBytes}` });
      continue;
    }
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === mostInBatch || bytes + size > mostBatchBytes) {
      batches.push([finding]);
      bytes = size;
    } else {
      batch.push(finding);
      bytes += size;
    }
  }
  return batches;
}
