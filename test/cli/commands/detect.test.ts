import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../cli/commands/index.ts';
import { run } from '../../../cli/run.ts';
import { recordedTerminal } from '../terminal.ts';

let folder = '';
const at = (name: string) => join(folder, name);

const single = `
title: Shell in {{ host.name }}
id: 11111111-1111-4111-8111-111111111111
status: stable
logsource: {product: linux, category: process_creation}
detection: {shell: {Image|endswith: /sh}, condition: shell}
level: high
`;
const ordered = `
title: Step one
id: 22222222-2222-4222-8222-222222222222
name: one
logsource: {product: linux, category: process_creation}
detection: {it: {Image|endswith: /pg_dump}, condition: it}
---
title: Step two
id: 33333333-3333-4333-8333-333333333333
name: two
logsource: {product: linux, category: process_creation}
detection: {it: {Image|endswith: /curl}, condition: it}
---
title: One, then two
id: 44444444-4444-4444-8444-444444444444
correlation: {type: temporal_ordered, rules: [one, two], group-by: [host.name], timespan: 10m}
level: critical
`;

function exec(minute: number, program: string, host = 'db-1'): string {
  return JSON.stringify({
    '@timestamp': `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`,
    event: { category: ['process'], type: ['start'] },
    host: { name: host, os: { type: 'linux' } },
    user: { name: 'ana' },
    process: { name: program, executable: `/usr/bin/${program}`, command_line: `${program} x` },
  });
}

const log = [
  exec(9, 'curl'),
  exec(1, 'sh'),
  exec(3, 'pg_dump'),
  exec(5, 'curl', 'db-2'),
  exec(30, 'sh'),
  exec(6, 'ls'),
];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-detect-'));
  writeFileSync(at('single.yml'), single);
  writeFileSync(at('ordered.yml'), ordered);
  writeFileSync(at('broken.yml'), single.replace('endswith', 'endwith').replaceAll('1111', '9999'));
  writeFileSync(at('log.ndjson'), `${log.join('\n')}\n`);
  writeFileSync(at('weir.yml'), 'tune:\n  11111111-1111-4111-8111-111111111111: {severity: low, suppress: off}\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function weir(...words: readonly string[]) {
  const terminal = recordedTerminal([`${log.join('\n')}\n`]);
  const code = await run(commands, words, terminal);
  return { code, out: terminal.out, err: terminal.err.join('\n') };
}

const found = (out: readonly string[]) =>
  out.map(line => {
    const { title, severity, count, entity, events } = JSON.parse(line);
    return { title, severity, count, entity, lines: events.map((event: { line: number }) => event.line) };
  });

describe('weir detect', () => {
  it('prints findings in the order of their first event, with the lines of every contributing event', async () => {
    const { code, out } = await weir(
      'detect',
      '--rules',
      at('single.yml'),
      '--rules',
      at('ordered.yml'),
      '--format',
      'ndjson',
      at('log.ndjson'),
    );
    expect(code).toBe(0);
    expect(found(out)).toEqual([
      { title: 'Shell in db-1', severity: 'high', count: 2, entity: { host: 'db-1', user: 'ana' }, lines: [2, 5] },
      { title: 'One, then two', severity: 'critical', count: 2, entity: { 'host.name': 'db-1' }, lines: [3, 1] },
    ]);
  });

  it('gives the same from standard input', async () => {
    const { out } = await weir('detect', '--rules', at('single.yml'), '--format', 'ndjson', '-');
    expect(found(out).map(finding => finding.lines)).toEqual([[2, 5]]);
  });

  it('follows the configuration', async () => {
    const { out } = await weir(
      'detect',
      '--config',
      at('weir.yml'),
      '--rules',
      at('single.yml'),
      '--format',
      'ndjson',
      at('log.ndjson'),
    );
    expect(found(out)).toMatchObject([
      { severity: 'low', count: 1, lines: [2] },
      { severity: 'low', count: 1, lines: [5] },
    ]);
  });

  it('prints each change as it comes under --follow', async () => {
    const { out } = await weir('detect', '--follow', '--rules', at('ordered.yml'), '--format', 'ndjson', '-');
    expect(found(out).at(-1)).toMatchObject({ title: 'One, then two', lines: [3, 1] });
  });

  it.each([
    { format: 'text', shows: 'HIGH          Shell in db-1' },
    { format: 'asff', shows: '"SchemaVersion":"2018-10-08"' },
    { format: 'ocsf', shows: '"class_uid":2004' },
  ])('prints findings as $format', async ({ format, shows }) => {
    const { out } = await weir('detect', '--rules', at('single.yml'), '--format', format, at('log.ndjson'));
    expect(out.join('\n')).toContain(shows);
  });

  it('counts what it read, by source, on request', async () => {
    const { err } = await weir('detect', '--rules', at('single.yml'), '--stats', 'json', at('log.ndjson'));
    expect(JSON.parse(err)).toMatchObject({
      records: 6,
      events: 6,
      failures: 0,
      sources: { ecs: { records: 6, events: 6, failures: 0 } },
    });
  });

  it('runs the other rules where one is broken, says which, and fails', async () => {
    const { code, out, err } = await weir('detect', '--rules', folder, '--format', 'ndjson', at('log.ndjson'));
    expect(code).toBe(1);
    expect(out.length).toBe(2);
    expect(err).toContain('broken.yml:6');
  });

  it('names what it cannot find', async () => {
    expect(await weir('detect', '--rules', at('single.yml'), at('nowhere'))).toMatchObject({ code: 2 });
    expect(await weir('detect', '--source', 'falko', at('log.ndjson'))).toMatchObject({ code: 2 });
    expect(await weir('detect', '--rules', at('nowhere.yml'), at('log.ndjson'))).toMatchObject({ code: 2 });
  });
});

describe('weir check', () => {
  it('prints the JSON of the contract', async () => {
    const { code, out } = await weir('check', '--format', 'json', at('single.yml'), at('broken.yml'));
    expect(code).toBe(1);
    const { rules } = JSON.parse(out.join('\n'));
    expect(rules.map(({ id, language, status }: Record<string, string>) => ({ id, language, status }))).toEqual([
      { id: '11111111-1111-4111-8111-111111111111', language: 'sigma', status: 'ok' },
      { id: '99999999-9999-4111-8111-999999999999', language: 'sigma', status: 'error' },
    ]);
    expect(rules[1].diagnostics[0]).toMatchObject({ line: 6, level: 'error' });
    expect(Object.keys(rules[1].diagnostics[0])).toEqual(expect.arrayContaining(['message', 'line', 'column', 'hint']));
  });

  it('prints SARIF whose places are those of the diagnostics', async () => {
    const { out } = await weir('check', '--format', 'sarif', at('broken.yml'));
    const log = JSON.parse(out.join('\n'));
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0].results[0]).toMatchObject({
      level: 'error',
      locations: [{ physicalLocation: { region: { startLine: 6 } } }],
    });
  });
});

describe('weir build', () => {
  it('writes the bundle, or none where a rule is broken', async () => {
    const { code, out } = await weir('build', '--rules', at('ordered.yml'));
    expect(code).toBe(0);
    expect(JSON.parse(out.join('\n')).rules.length).toBe(3);
    expect(await weir('build', '--rules', at('broken.yml'))).toMatchObject({ code: 1, out: [] });
  });
});
