import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../cli/commands/index.ts';
import { run } from '../../../cli/run.ts';
import { recordedTerminal } from '../terminal.ts';

const rule = (id: string, detection: string) => `
title: Rule ${id}
id: ${id.repeat(8)}-1111-4111-8111-111111111111
status: stable
logsource: {product: linux, category: process_creation}
detection: {it: {${detection}}, condition: it}
level: high
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-build-'));
  writeFileSync(join(folder, 'a.yml'), rule('a', "CommandLine|re: '^curl [0-9]{1,3}$'"));
  writeFileSync(join(folder, 'b.yml'), rule('b', "CommandLine|re: '^(a|aa)+$'"));
  writeFileSync(join(folder, 'c.yml'), rule('c', 'Image|endswith: /sh'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function build(...words: readonly string[]) {
  const drawn: string[] = [];
  const terminal = { ...recordedTerminal(), progress: (line: string) => void drawn.push(line) };
  const code = await run(commands, ['build', '--out', join(folder, 'bundle'), ...words], terminal);
  return { code, err: terminal.err, drawn };
}

describe('weir build says of the regexes of the bundle', () => {
  it('in one line how many run on which engine, and how much of a text they are shown', async () => {
    const { code, err } = await build('--rules', folder);
    expect(code).toBe(0);
    expect(err).toContain(
      'regexes: 2 regexes in 2 rules; 1 proven linear and run natively, 1 on the linear-time engine (re2js); ' +
        'each is shown at most 65,536 characters of a text (--regexes: each of them)',
    );
  });

  it('of each, where that is asked for, whose it is', async () => {
    const { err } = await build('--rules', folder, '--regexes');
    const list = err.filter(line => /^[ab]{8}-/.test(line));
    expect(list).toEqual([
      expect.stringMatching(/^a{8}-1111-4111-8111-1{12}: native \/\^curl .*\/s?$/),
      expect.stringMatching(/^b{8}-1111-4111-8111-1{12}: linear \/\^.*a\|aa.*\/s?$/),
    ]);
  });

  it('that there are none', async () => {
    expect((await build('--rules', join(folder, 'c.yml'))).err).toContain('regexes: no rule has any');
  });
});

describe('weir build shows where it is', () => {
  it('step by step, and leaves nothing behind before it speaks', async () => {
    const { drawn } = await build('--rules', folder);
    expect(drawn).toEqual([
      'reading rule files …',
      'compiling [                    ] 0 of 3 rule files',
      'compiling [######              ] 1 of 3 rule files',
      'compiling [#############       ] 2 of 3 rule files',
      'checking 3 rules …',
      'indexing 3 rules …',
      '',
      'writing 3 rules …',
      '',
    ]);
  });
});
