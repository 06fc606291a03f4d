import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baseline } from '../../../cli/commands/baseline.ts';
import { readRuleSet } from '../../../cli/rule-set.ts';
import { run } from '../../../cli/run.ts';
import { dynamoDbClient, dynamoDbFindingSink, dynamoDbStateStore } from '../../../lib/aws/index.ts';
import { type DetectPorts, detect, detectPorts, prepareRuleset } from '../../../lib/pipeline/index.ts';
import { type DeployedStackStandIn, startDeployedStack } from '../deployed-stack.ts';
import { recordedTerminal } from '../terminal.ts';

const rules = join(mkdtempSync(join(tmpdir(), 'weir-baseline-')), 'new-parent.toml');
const ruleText = `
[metadata]
creation_date = "2026/01/01"
[rule]
name = "psql under a parent that is new for this user and host"
rule_id = "psql-new-parent"
type = "new_terms"
language = "kuery"
query = "process.name: psql"
severity = "medium"
risk_score = 47
index = ["logs-*"]
[rule.new_terms]
field = "new_terms_fields"
value = ["user.name", "host.name", "process.parent.name"]
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-30d"
`;
const day = 86_400_000_000;
const today = Math.floor((Date.now() * 1000) / day) * day;

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
});
afterAll(() => stack.close());

async function see(user: string, parent: string, daysAgo: number): Promise<void> {
  const time = today - daysAgo * day;
  const log = {
    '@timestamp': new Date(time / 1000).toISOString(),
    ecs: { version: '8.11.0' },
    event: { id: `${user} ${parent} ${daysAgo}` },
    user: { name: user },
    host: { name: 'db-3' },
    process: { name: 'psql', parent: { name: parent } },
  };
  const bytes = Buffer.from(JSON.stringify(log));
  const records = [{ recordId: '1', data: '', bytes, arrival: time }];
  await detect({ account: '1', region: 'r', records }, ports, time);
}

async function weir(...words: readonly string[]) {
  const terminal = recordedTerminal();
  const place = ['--endpoint', stack.endpoint, '--region', 'eu-central-1', '--rules', rules];
  const code = await run([baseline], ['baseline', ...words, ...place], terminal);
  return { code, out: terminal.out.join('\n'), err: terminal.err.join('\n') };
}

async function findingsOf(user: string) {
  const rows = await ports.findings.opened('psql-new-parent', 0, Number.MAX_SAFE_INTEGER, 100);
  return rows.map(row => row.finding).filter(finding => finding.entity['user.name'] === user);
}

describe('weir baseline', () => {
  it('accepts the term of a finding, retracts it, and the term stays known', async () => {
    await see('deploy', 'cron', 2);
    await see('deploy', 'sshd', 1);
    const [, finding] = await findingsOf('deploy');
    expect(finding?.description).toBe(
      'First time `deploy` was seen under `sshd` on `db-3` in 30 days; seen on 1 day under `cron`.',
    );
    const { code, out } = await weir('accept', finding?.id ?? '', '--at', iso(today - day));
    expect([code, out]).toEqual([
      0,
      `accepted as of ${iso(today - day)}: psql-new-parent, user.name "deploy", host.name "db-3", process.parent.name "sshd" (seen on 1 day)`,
    ]);
    expect((await ports.findings.load(finding?.id ?? ''))?.finding.state).toBe('retracted');
    await see('deploy', 'sshd', 0);
    expect(await findingsOf('deploy')).toHaveLength(2);
  });

  it('resets a term, which is then new once more', async () => {
    const term = ['psql-new-parent', 'user.name=dba', 'host.name=db-3', 'process.parent.name=bash'];
    await see('dba', 'bash', 2);
    await weir('accept', ...term, '--at', iso(today - 2 * day));
    expect((await findingsOf('dba')).map(({ state }) => state)).toEqual(['retracted']);
    expect((await weir('reset', ...term, '--at', iso(today - day))).code).toBe(0);
    await see('dba', 'bash', 0);
    expect((await findingsOf('dba')).map(({ state }) => state)).toEqual(['retracted', 'active']);
    const { out } = await weir('export', ...term);
    expect(JSON.parse(out)).toEqual({
      rule: 'psql-new-parent',
      term: { 'user.name': 'dba', 'host.name': 'db-3', 'process.parent.name': 'bash' },
      seen: [iso(today - 2 * day), iso(today)],
      accepted: [iso(today - 2 * day)],
      reset: [iso(today - day)],
    });
  });

  it.each([
    { name: 'no action', words: [], code: 2, says: 'accept, reset, export' },
    { name: 'no key', words: ['accept'], code: 2, says: 'needs a KEY' },
    { name: 'no such finding', words: ['accept', '0'.repeat(32)], code: 2, says: 'no finding 000' },
    {
      name: 'no such rule',
      words: ['accept', 'psql-new-parnt', 'a=b'],
      code: 2,
      says: 'did you mean "psql-new-parent"',
    },
    {
      name: 'a part left out',
      words: ['export', 'psql-new-parent', 'user.name=a'],
      code: 2,
      says: 'host.name, process.parent.name not given',
    },
    {
      name: 'a part that is none',
      words: ['export', 'psql-new-parent', 'usr.name=a'],
      code: 2,
      says: 'did you mean "user.name"',
    },
    {
      name: 'a value that is no JSON',
      words: ['export', 'psql-new-parent', 'user.name:=a'],
      code: 2,
      says: 'takes JSON',
    },
    {
      name: 'a time to come',
      words: ['accept', 'psql-new-parent', '--at', '2999-01-01'],
      code: 2,
      says: 'not come yet',
    },
    {
      name: 'no such stack',
      words: ['export', 'psql-new-parent', '--stack', 'other'],
      code: 2,
      says: 'there is no stack other',
    },
  ])('says what is wrong: $name', async ({ words, code, says }) => {
    const answer = await weir(...words);
    expect(answer.err).toContain(says);
    expect(answer.code).toBe(code);
  });

  it('changes nothing under rules that are not the deployed ones, where they know nothing of the term', async () => {
    const deployed = stack.outputs.RulesId ?? '';
    stack.outputs.RulesId = 'others';
    const { code, err } = await weir(
      'accept',
      'psql-new-parent',
      'user.name=x',
      'host.name=y',
      'process.parent.name=z',
    );
    stack.outputs.RulesId = deployed;
    expect([code, err]).toEqual([1, expect.stringContaining('not the rules that are deployed in weir')]);
    expect(err).toContain('nothing was changed');
  });
});

function iso(time: number): string {
  return new Date(time / 1000).toISOString();
}
