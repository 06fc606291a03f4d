import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../cli/commands/index.ts';
import { run } from '../../../cli/run.ts';
import { recordedTerminal } from '../terminal.ts';

let folder = '';
const sigma = (id: string, item: string, more = '') =>
  `title: ${id}\nid: ${id}\n${more}logsource: {product: linux, category: process_creation}\ndetection: {it: {${item}}, condition: it}\nlevel: low\n`;
const files: Readonly<Record<string, string>> = {
  'dump.yml': sigma('11111111-1111-4111-8111-111111111111', 'Image|endswith: /mysqldump, User: root'),
  'same.yml': sigma(
    '22222222-2222-4222-8222-222222222222',
    "User: root, Image: '*/mysqldump'",
    'related: [{id: 11111111-1111-4111-8111-111111111111, type: similar}]\n',
  ),
  'other.yaml': `id: 33333333-3333-4333-8333-333333333333
name: other
queryFrequency: 1h
triggerOperator: gt
triggerThreshold: 0
related: [{id: 11111111-1111-4111-8111-111111111111, type: derived}]
query: |
  imProcessCreate | where ActingProcessName endswith "/mysqldump" and ActorUsername == "root"
`,
  'two.policy': `rules:
  - id: one
    expression: exec.comm == "mysqldump"
  - id: two
    expression: exec.comm == "pg_dump"
`,
  'broken.yml':
    'title: broken\nid: 44444444-4444-4444-8444-444444444444\nlogsource: {product: linux}\ndetection: {condition: it}\n',
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-check-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function compare(...operands: readonly string[]) {
  const terminal = recordedTerminal();
  const paths = operands.map(operand => join(folder, operand));
  const code = await run(commands, ['check', '--compare', ...paths], terminal);
  return {
    code,
    out: terminal.out.join('\n').replaceAll(folder, ''),
    err: terminal.err.join('\n').replaceAll(folder, ''),
  };
}

describe('weir check --compare', () => {
  it('says that no event tells two rules apart that mean the same', async () => {
    const { code, out } = await compare('dump.yml', 'same.yml');
    expect(code).toBe(0);
    expect(out).toContain('no event that only one of them matches was found among 20000');
  });

  it('shows the event that a translation which asks another process does not match', async () => {
    const { code, out } = await compare('dump.yml', 'other.yaml');
    expect(code).toBe(1);
    expect(out).toContain('fields only in A: "process.executable"\nfields only in B: "process.parent.executable"');
    expect(out).toMatch(/only [AB] matches this event/);
  });

  it('takes one rule of a file that holds several', async () => {
    const { code, out } = await compare('two.policy#one', 'two.policy#two');
    expect(code).toBe(1);
    expect(out).toContain('literals only in A: "mysqldump"\nliterals only in B: "pg_dump"');
  });

  it('finds by itself which rules of a folder claim to be the same', async () => {
    rmSync(join(folder, 'broken.yml'));
    const { code, out } = await compare('.');
    writeFileSync(join(folder, 'broken.yml'), files['broken.yml'] ?? '');
    expect(code).toBe(1);
    expect(out.match(/^A {2}/gm)).toHaveLength(2);
  });

  it.each([
    { operands: ['dump.yml', 'two.policy'], says: 'holds 2 rules, and --compare takes one of them' },
    { operands: ['dump.yml', 'two.policy#three'], says: 'has no rule three' },
    { operands: ['dump.yml', 'broken.yml'], says: 'does not compile' },
    { operands: ['dump.yml'], says: 'none of these rules names another as related' },
    { operands: ['dump.yml', 'none.yml'], says: 'no rules at' },
  ])('$operands: $says', async ({ operands, says }) => {
    const { code, err } = await compare(...operands);
    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});
