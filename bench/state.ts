import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dynamoDbStateStore } from '../lib/aws/index.ts';
import { bundleRules, emptySettings } from '../lib/engine/index.ts';
import { memoryFindingSink } from '../lib/finding/index.ts';
import { detect, detectPorts, prepareRuleset } from '../lib/pipeline/index.ts';
import { corpora } from '../test/corpora.ts';
import { requestUnits } from './request-units.ts';
import { stateRules } from './state-rules.ts';

/** What correlation costs in DynamoDB request units: `npm run bench -- state`. */
const batchSize = 1_000;

/** The CloudTrail corpus as it would arrive, in batches of a thousand. */
async function cloudTrail(): Promise<void> {
  const folder = corpora();
  if (folder === null) return console.log('state: no corpora on this machine, so no figure for CloudTrail');
  const text = gunzipSync(readFileSync(join(folder, 'cloudtrail-stratus.ndjson.gz'))).toString('utf8');
  const lines = text
    .trim()
    .split('\n')
    .map(line => ({ line, time: Date.parse(JSON.parse(line).eventTime) * 1000 }));
  const run = setUp(stateRules);
  const sorted = lines.sort((a, b) => a.time - b.time);
  for (let at = 0; at < sorted.length; at += batchSize) {
    await run.send(
      sorted.slice(at, at + batchSize).map(each => each.line),
      sorted[Math.min(at + batchSize, sorted.length) - 1]?.time ?? 0,
    );
  }
  run.report(`CloudTrail, ${lines.length} events, ${stateRules.length} correlations, batches of ${batchSize}`);
}

/** What an attacker can make it cost: every event under a key of its own. */
async function manyKeys(): Promise<void> {
  const run = setUp(stateRules.filter(rule => rule.meta.id === 'count'));
  for (let batch = 0; batch < 3; batch++) {
    const time = start + batch * 1_000_000;
    await run.send(
      Array.from({ length: batchSize }, (_, index) => event(time, `who-${batch}-${index}`, `${batch}-${index}`)),
      time,
    );
  }
  run.report('every event under a key of its own, one rule');
}

/** One key, a thousand events a second, in batches of a thousand: what its partition takes in each second. */
async function hotKey(): Promise<void> {
  const run = setUp(stateRules.filter(rule => rule.meta.id === 'count'));
  let most = { writes: 0, reads: 0 };
  for (let second = 0; second < 30; second++) {
    const time = start + second * 1_000_000;
    await run.send(
      Array.from({ length: batchSize }, (_, index) => event(time + index * 1_000, 'who', `${second}-${index}`)),
      time,
    );
    const hottest = run.units.hottest();
    most = { writes: Math.max(most.writes, hottest.writes), reads: Math.max(most.reads, hottest.reads) };
  }
  run.report('one hot key, 1,000 events a second for 30 s');
  console.log(`  hottest partition key in any second: ${most.writes} write units, ${most.reads} read units`);
}

const start = Date.UTC(2026, 0, 15, 12, 30) * 1000;

function event(time: number, who: string, id: string): string {
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
    eventName: 'DescribeInstances',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '192.0.2.1',
    userAgent: 'aws-cli',
    eventID: createHash('sha256').update(id).digest('hex').slice(0, 32),
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
  });
}

function setUp(rules: typeof stateRules) {
  const units = requestUnits();
  const sink = memoryFindingSink([]);
  const bundle = bundleRules(
    rules.map(rule => ({ rule, staged: false })),
    emptySettings,
  );
  const ruleset = prepareRuleset(bundle);
  const ports = detectPorts({ state: dynamoDbStateStore(units.client, 'state'), findings: sink, rules: ruleset });
  let candidates = 0;
  return {
    units,
    send: async (lines: readonly string[], arrival: number) => {
      const records = lines.map((line, index) => ({
        recordId: String(index),
        data: '',
        bytes: Buffer.from(line),
        arrival,
      }));
      const { statistics, outcomes } = await detect(
        { account: '111122223333', region: 'eu-central-1', records },
        ports,
        arrival,
      );
      const failed = outcomes.find(outcome => outcome.outcome === 'failed');
      if (failed !== undefined) throw new Error(JSON.stringify(failed));
      candidates += statistics.hits;
    },
    report: (title: string) => {
      const { writes, reads, bytes } = units.totals();
      const share = (writes + reads) / candidates;
      console.log(`${title}: ${sink.rows().length} findings`);
      console.log(`  ${candidates} candidates, ${writes} write units, ${reads} read units, ${bytes} bytes kept`);
      console.log(`  ${share.toFixed(4)} units per candidate, which is 1/${(1 / share).toFixed(1)}`);
    },
  };
}

await cloudTrail();
await manyKeys();
await hotKey();
