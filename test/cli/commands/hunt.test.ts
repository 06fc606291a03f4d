import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../cli/commands/index.ts';
import { run } from '../../../cli/run.ts';
import { recordedTerminal } from '../terminal.ts';

let folder = '';
let file = '';
const start = (at: string, name: string, user: string, seq: number) =>
  JSON.stringify({
    '@timestamp': at,
    event: { category: ['process'], type: ['start'] },
    user: { name: user },
    process: { name },
    seq,
    own: { time: at.replace('T10', 'T09'), kind: 'process' },
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-hunt-'));
  file = join(folder, 'events.ndjson');
  const lines = [
    start('2026-01-01T10:00:00Z', 'curl', 'ana', 2),
    start('2026-01-01T10:00:00Z', 'pg_dump', 'ana', 1),
    start('2026-01-01T10:02:00Z', 'curl', 'bob', 3),
    start('2026-01-01T10:03:00Z', 'curl', 'ana', 4),
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function weir(...words: readonly string[]) {
  const terminal = recordedTerminal();
  const code = await run(commands, words, terminal);
  return { code, out: terminal.out, err: terminal.err.join('\n') };
}

async function linesOf(language: string, query: string, ...options: readonly string[]): Promise<number[][]> {
  const { out } = await weir('hunt', '--language', language, '--format', 'ndjson', ...options, query, file);
  return out.map(line => JSON.parse(line).events.map((event: { line: number }) => event.line));
}

describe('weir hunt', () => {
  it.each([
    {
      name: 'EQL, one event each',
      language: 'eql',
      query: 'process where process.name == "curl"',
      lines: [[1], [3], [4]],
    },
    { name: 'EQL, the last of them', language: 'eql', query: 'process where true | tail 1', lines: [[4]] },
    { name: 'Sigma fields and values', language: 'sigma', query: '{process.name: pg_dump}', lines: [[2]] },
    { name: 'Kibana’s language', language: 'kuery', query: 'process.name: curl and user.name: bob', lines: [[3]] },
    { name: 'nothing', language: 'kuery', query: 'process.name: nobody', lines: [] },
  ])('$name', async ({ language, query, lines }) => expect(await linesOf(language, query)).toEqual(lines));

  const sequence =
    'sequence by user.name [process where process.name == "pg_dump"] [process where process.name == "curl"]';

  it('joins a sequence in the order of its events', async () =>
    expect(await linesOf('eql', sequence)).toEqual([[2, 4]]));

  it('breaks ties of time by the field that a person names', async () =>
    expect(await linesOf('eql', sequence, '--tiebreaker-field', 'seq')).toEqual([[2, 1]]));

  it('reads time and category by the fields that a person names', async () =>
    expect(
      await linesOf(
        'eql',
        sequence,
        '--timestamp-field',
        'own.time',
        '--event-category-field',
        'own.kind',
        '--tiebreaker-field',
        'seq',
      ),
    ).toEqual([[2, 1]]));

  it('shows a query’s mistake at its place, and fails', async () => {
    const { code, err } = await weir('hunt', '--language', 'eql', 'process where process.name ==', file);
    expect(code).toBe(1);
    expect(err).toMatch(/query:1:\d+\s+error/);
  });

  it.each([
    { name: 'no language', words: ['hunt', 'x', 'f'], says: '--language' },
    { name: 'a language without queries', words: ['hunt', '--language', 'elastic', 'x', 'f'], says: 'must be one of' },
    {
      name: 'a field of EQL for another language',
      words: ['hunt', '--language', 'kuery', '--tiebreaker-field', 'seq', 'a: b'],
      says: 'is for --language eql',
    },
  ])('answers wrong use with what would be right: $name', async ({ words, says }) => {
    const { code, err } = await weir(...words, ...(words.length > 4 ? [file] : []));
    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});

describe('weir explain', () => {
  const rule = `
title: Dump
id: 12121212-1212-4212-8212-121212121212
logsource: {category: process_creation}
detection:
  dump: {process.name: pg_dump}
  backup: {user.name: backup}
  condition: dump and not backup
`;
  it('answers each predicate with what the event has', async () => {
    writeFileSync(join(folder, 'rule.yml'), rule);
    const { code, out } = await weir('explain', join(folder, 'rule.yml'), `${file}:2`);
    expect(code).toBe(0);
    expect(out.join('\n')).toContain('✓ alternative 1  matches');
    expect(out.join('\n')).toMatch(/✗ user\.name .*"backup".*user\.name is "ana"/);
  });

  it('says so where it does not match, also as JSON and for a log given as it is', async () => {
    const { out } = await weir(
      'explain',
      '--format',
      'json',
      join(folder, 'rule.yml'),
      '{"event":{"category":["process"]},"process":{"name":"ls"}}',
    );
    expect(JSON.parse(out.join(''))).toMatchObject({ matches: false, legs: [{ matches: false }] });
  });

  it('asks which event is meant where a file holds several', async () => {
    const { code, err } = await weir('explain', join(folder, 'rule.yml'), file);
    expect(code).toBe(2);
    expect(err).toContain('4 events; name one');
  });
});
