import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../../../cli/commands/findings.ts';
import { readRuleSet } from '../../../cli/rule-set.ts';
import { run } from '../../../cli/run.ts';
import { dynamoDbClient, dynamoDbFindingSink, dynamoDbStateStore } from '../../../lib/aws/index.ts';
import { type DetectPorts, detect, detectPorts, prepareRuleset } from '../../../lib/pipeline/index.ts';
import { type DeployedStackStandIn, startDeployedStack } from '../deployed-stack.ts';
import { recordedTerminal } from '../terminal.ts';

const rules = join(mkdtempSync(join(tmpdir(), 'weir-findings-')), 'rules.yml');
const ruleText = `
title: psql was run
id: one
logsource: {product: linux, category: process_creation}
detection: {selection: {Image|endswith: /psql}, condition: selection}
level: medium
---
title: psql was run often
id: often
name: often
correlation: {type: event_count, rules: [one], group-by: [host.name], timespan: 10m, condition: {gte: 3}, generate: true}
level: high
`;
/** Well within an hour, so that all of it is one period. */
const start = Math.floor(Date.now() / 3_600_000) * 3_600_000 * 1000 - 3_600_000_000 + 60_000_000;

let stack: DeployedStackStandIn;
let ports: DetectPorts;

beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID ??= 'local';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'local';
  writeFileSync(rules, ruleText);
  stack = await startDeployedStack();
  const { bundle } = readRuleSet('', [rules], recordedTerminal()).build;
  stack.outputs.RulesId = bundle.id;
  const client = dynamoDbClient({ region: 'eu-central-1', endpoint: stack.endpoint });
  ports = detectPorts({
    state: dynamoDbStateStore(client, 'weir-state'),
    baselines: dynamoDbStateStore(client, 'weir-baselines'),
    findings: dynamoDbFindingSink(client, 'weir-findings'),
    rules: prepareRuleset(bundle),
  });
  for (let batch = 0; batch < 5; batch++) await see(batch * 25, 25);
});
afterAll(() => stack.close());

/** So many runs of psql, a second apart. */
async function see(from: number, count: number): Promise<void> {
  const records = Array.from({ length: count }, (_, n) => {
    const time = start + (from + n) * 1_000_000;
    const log = {
      '@timestamp': new Date(time / 1000).toISOString(),
      ecs: { version: '8.11.0' },
      event: { id: `e${from + n}`, category: ['process'], type: ['start'] },
      user: { name: 'deploy' },
      host: { name: 'db-3', os: { type: 'linux' } },
      process: { name: 'psql', executable: '/usr/bin/psql' },
    };
    return { recordId: String(n), data: '', bytes: Buffer.from(JSON.stringify(log)), arrival: time };
  });
  await detect({ account: '1', region: 'r', records }, ports, start + 200_000_000);
}

async function weir(...words: readonly string[]) {
  const terminal = recordedTerminal();
  const place = ['--endpoint', stack.endpoint, '--region', 'eu-central-1', '--rules', rules];
  const code = await run([findings], ['findings', ...words, ...place], terminal);
  return { code, out: terminal.out, err: terminal.err.join('\n') };
}

describe('weir findings', () => {
  it.each(['one', 'often'])('lists those of rule %s, and every match that was merged into one of them', async rule => {
    const { out } = await weir(rule, '--format', 'ndjson');
    expect(out.map(line => JSON.parse(line))).toMatchObject([
      { rule, count: 125, state: 'active', sending: 'waiting' },
    ]);
    const [{ id, evidence }] = out.map(line => JSON.parse(line));
    expect(evidence.length).toBeLessThan(125);
    const { out: matches } = await weir(id, '--matches', '--format', 'ndjson');
    expect(matches.map(line => Date.parse(JSON.parse(line).time) * 1000 - start)).toEqual(
      Array.from({ length: 125 }, (_, n) => n * 1_000_000),
    );
    expect(JSON.parse(matches[60] ?? '').fields).toMatchObject({ 'user.name': 'deploy' });
  });

  it('shows one in full', async () => {
    const [line = ''] = (await weir('often', '--format', 'ndjson')).out;
    const { out } = await weir(JSON.parse(line).id);
    expect(out.join('\n')).toContain('psql was run often');
    expect(out.join('\n')).toContain('db-3');
  });

  it('lists alone what went under in a storm', async () => {
    expect((await weir('one', '--held', '--format', 'ndjson')).out).toEqual([]);
    const [line = ''] = (await weir('one', '--format', 'ndjson')).out;
    await ports.findings.recordHeld(JSON.parse(line).id);
    const { out } = await weir('one', '--held');
    expect(out).toEqual([expect.stringMatching(/^[0-9a-f]{32} {2}medium {2}active {2}held {2}psql was run/)]);
  });

  it.each([
    { name: 'nothing named', words: [], says: 'needs the id of a finding' },
    { name: 'no such finding', words: ['0'.repeat(32)], says: 'there is no finding' },
    { name: 'matches of a rule', words: ['one', '--matches'], says: '--matches needs the id' },
  ])('says what is wrong: $name', async ({ words, says }) => {
    const { code, err } = await weir(...words);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });
});
