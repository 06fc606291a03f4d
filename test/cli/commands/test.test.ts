import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../cli/commands/index.ts';
import { run } from '../../../cli/run.ts';
import { recordedTerminal } from '../terminal.ts';

let folder = '';
const rule = `
title: Three failures
id: 55555555-5555-4555-8555-555555555555
name: failures
logsource: {product: app}
detection: {it: {action: login_failed}, condition: it}
---
title: Three failed logins
id: 66666666-6666-4666-8666-666666666666
correlation: {type: event_count, rules: [failures], group-by: [account], timespan: 5m, condition: {gte: 3}}
level: medium
`;
const failure = '{action: login_failed, account: ana, n: N}';
const events = (...times: readonly string[]) =>
  times.map((time, index) => `    - {at: ${time}, log: ${failure.replace('N', String(index))}}`).join('\n');
const tests = `
- name: three within five minutes, by the times of the case
  events:
${events('0s', '2m', '5m')}
  expect: {findings: 1, severity: medium, entity: {account: ana}}
- name: three over six minutes
  events:
${events('0s', '2m', '6m')}
  expect: none
- name: the severity that the case's own configuration gives
  config: {tune: {66666666-6666-4666-8666-666666666666: {severity: high}}}
  events:
${events('0s', '1s', '2s')}
  expect: {findings: 1, severity: high}
- name: expects what does not happen
  events:
${events('0s')}
  expect: {findings: 1}
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-test-'));
  writeFileSync(join(folder, 'logins.yml'), rule);
  writeFileSync(join(folder, 'logins.test.yml'), tests);
  writeFileSync(
    join(folder, 'bare.yml'),
    rule.replaceAll('5555', '7777').replaceAll('6666', '8888').replaceAll('failures', 'others'),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function weirTest(...words: readonly string[]) {
  const terminal = recordedTerminal();
  const code = await run(commands, ['test', ...words], terminal);
  return { code, out: terminal.out.join('\n'), err: terminal.err.join('\n') };
}

describe('weir test', () => {
  it('runs the cases beside a rule, in any folder, under any delivery', async () => {
    const { code, out } = await weirTest(join(folder, 'logins.yml'), '--shuffle', '8', '--format', 'json');
    const [file] = JSON.parse(out).files;
    expect(file.cases.map(({ status }: { status: string }) => status)).toEqual([
      'passed',
      'passed',
      'passed',
      'failed',
    ]);
    expect(file.cases[3].messages).toEqual(['expected 1 finding, found 0']);
    expect(code).toBe(1);
  });

  it('takes a test file for its rule', async () => {
    const { out } = await weirTest(join(folder, 'logins.test.yml'));
    expect(out).toContain('3 passed, 1 failed in 1 tested rule file');
  });

  it('lists a rule without a test, and fails on it only when strict', async () => {
    expect(await weirTest(join(folder, 'bare.yml'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('no test beside it'),
    });
    expect(await weirTest(join(folder, 'bare.yml'), '--strict')).toMatchObject({ code: 1 });
  });

  it('says so where a test has lost its rule', async () => {
    writeFileSync(join(folder, 'renamed.test.yml'), tests);
    const { code, out } = await weirTest(folder);
    rmSync(join(folder, 'renamed.test.yml'));
    expect(code).toBe(1);
    expect(out).toContain('no rule file of this name');
  });
});
