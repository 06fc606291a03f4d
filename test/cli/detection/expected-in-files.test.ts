import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { detect } from '../../../cli/commands/detect.ts';
import { run } from '../../../cli/run.ts';
import { recordedTerminal } from '../terminal.ts';

it('what did not come in a window is found in files, up to their last event and no further', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-expected-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write(
    'weir.yml',
    `rules: {paths: [backup.yml]}
windows: {nightly: {cron: "30 2 * * *", timeZone: Europe/Berlin, minutes: 60}}
tune: {backup: {expect: {window: nightly, by: [host.name]}}}`,
  );
  write(
    'backup.yml',
    `title: The nightly backup did not run
id: backup
logsource: {product: linux, category: process_creation}
detection: {selection: {Image|endswith: /pg_dump}, condition: selection}
level: high`,
  );
  const log = (at: string, program: string) =>
    JSON.stringify({
      '@timestamp': at,
      ecs: { version: '8.11.0' },
      event: { category: ['process'], type: ['start'], id: at },
      host: { name: 'db-1', os: { type: 'linux' } },
      process: { name: program, executable: `/usr/bin/${program}` },
    });
  const lines = [
    log('2026-06-01T00:40:00Z', 'pg_dump'),
    log('2026-06-02T00:40:00Z', 'pg_dump'),
    log('2026-06-04T12:00:00Z', 'ls'),
  ];
  write('log.ndjson', lines.join('\n'));
  const terminal = recordedTerminal();
  const words = ['detect', '--config', join(folder, 'weir.yml'), '--format', 'ndjson', join(folder, 'log.ndjson')];
  expect(await run([detect], words, terminal)).toBe(0);
  expect(terminal.out.map(line => JSON.parse(line).firstSeen)).toEqual([
    '2026-06-03T01:30:00.000Z',
    '2026-06-04T01:30:00.000Z',
  ]);
});
