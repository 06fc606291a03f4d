import { createHash } from 'node:crypto';
import { dynamoDbStateStore } from '../lib/aws/index.ts';
import { bundleRules, emptySettings } from '../lib/engine/index.ts';
import type { Micros } from '../lib/event/index.ts';
import type { FindingSink, SaveOutcome } from '../lib/finding/index.ts';
import { memoryFindingSink } from '../lib/finding/index.ts';
import type { Rule } from '../lib/ir/index.ts';
import { detect, detectPorts, prepareRuleset } from '../lib/pipeline/index.ts';
import { type RequestUnits, requestUnits } from './request-units.ts';

/** Detection on a metered state table. */
export interface StateLine {
  readonly units: RequestUnits;
  /** One batch, at its arrival. */
  readonly send: (lines: readonly string[], arrival: Micros) => Promise<void>;
  /** Hits that were put beside others so far: what state must be kept for. */
  readonly candidates: () => number;
  readonly findings: () => number;
}

export function stateLine(rules: readonly Rule[]): StateLine {
  const units = requestUnits();
  const found = new Set<string>();
  const bundle = bundleRules(
    rules.map(rule => ({ rule, staged: false })),
    emptySettings,
  );
  const state = dynamoDbStateStore(units.client, 'state');
  const ports = detectPorts({ state, findings: countingSink(found), rules: prepareRuleset(bundle) });
  let candidates = 0;
  return {
    units,
    candidates: () => candidates,
    findings: () => found.size,
    send: async (lines, arrival) => {
      const records = lines.map((line, index) => ({
        recordId: String(index),
        data: '',
        bytes: Buffer.from(line),
        arrival,
      }));
      const batch = { account: '111122223333', region: 'eu-central-1', records };
      const { statistics, outcomes } = await detect(batch, ports, arrival);
      const failed = outcomes.find(outcome => outcome.outcome === 'failed');
      if (failed !== undefined) throw new Error(JSON.stringify(failed));
      candidates += statistics.hits;
    },
  };
}

/** Findings are counted elsewhere; here each is new once. */
function countingSink(found: Set<string>): FindingSink {
  return {
    ...memoryFindingSink([]),
    save: async ({ id }): Promise<SaveOutcome> => {
      if (found.has(id)) return 'stale';
      found.add(id);
      return 'created';
    },
  };
}

export const start: Micros = Date.UTC(2026, 0, 15, 12, 30) * 1000;

/** A CloudTrail event as large as such events are without their parameters. */
export function callBy(who: string, eventName: string, time: Micros, id: string): string {
  return JSON.stringify({
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      arn: `arn:aws:iam::111122223333:user/${who}`,
      accountId: '111122223333',
      userName: who,
    },
    eventTime: new Date(time / 1000).toISOString(),
    eventSource: 'ec2.amazonaws.com',
    eventName,
    awsRegion: 'eu-central-1',
    sourceIPAddress: '192.0.2.1',
    userAgent: 'aws-cli',
    eventID: createHash('sha256').update(id).digest('hex').slice(0, 32),
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
  });
}
