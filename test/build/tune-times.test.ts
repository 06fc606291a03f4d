import { describe, expect, it } from 'vitest';
import { buildBundle } from '../../lib/build/index.ts';
import { readConfig } from '../../lib/config/index.ts';
import { memoryStore } from '../../lib/correlation/index.ts';
import { memoryFindingSink } from '../../lib/finding/index.ts';
import { detect, detectPorts, prepareRuleset, sweep } from '../../lib/pipeline/index.ts';

const windows = `
windows:
  change: { cron: "30 2 * * *", timeZone: Europe/Berlin, minutes: 60 }
`;

/** One rule in each language for `psql` being run. */
const languages = [
  {
    language: 'Sigma',
    path: 'r.yml',
    text: `
title: psql
id: r
logsource: {product: linux, category: process_creation}
detection: {selection: {Image|endswith: /psql}, condition: selection}
level: low`,
  },
  {
    language: 'EQL',
    path: 'r.toml',
    text: elastic('type = "eql"\nlanguage = "eql"\nquery = \'process where process.name == "psql"\''),
  },
  {
    language: 'Kibana KQL',
    path: 'r.toml',
    text: elastic('type = "query"\nlanguage = "kuery"\nquery = "process.name: psql"'),
  },
  {
    language: 'new terms',
    path: 'r.toml',
    text: elastic(`type = "new_terms"
language = "kuery"
query = "process.name: psql"
[rule.new_terms]
field = "new_terms_fields"
value = ["host.name"]
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-7d"`),
  },
  {
    language: 'SECL',
    path: 'r.policy',
    text: 'rules:\n  - id: r\n    expression: exec.file.name == "psql"\n',
  },
  {
    language: 'Kusto',
    path: 'r.yaml',
    text: `
id: r
name: psql
severity: Low
kind: Scheduled
queryFrequency: 5m
queryPeriod: 5m
triggerOperator: gt
triggerThreshold: 0
query: |
  DeviceProcessEvents
  | where FileName == "psql"`,
  },
];

describe.each(languages)('a window of weir.yml holds for a rule in $language', ({ path, text }) => {
  it.each([
    { name: 'inside it, not found', tune: 'notDuring: [change]', at: '2026-06-01T00:45:00Z', found: 0 },
    { name: 'after it, found', tune: 'notDuring: [change]', at: '2026-06-01T01:45:00Z', found: 1 },
    { name: 'only inside it, found', tune: 'onlyDuring: [change]', at: '2026-06-01T00:45:00Z', found: 1 },
    { name: 'only inside it, not found outside', tune: 'onlyDuring: [change]', at: '2026-06-01T01:45:00Z', found: 0 },
  ])('$name', async ({ tune, at, found }) => {
    const line = lineOf(path, text, `${windows}tune: {r: {${tune}}}`);
    await line.send(at);
    await line.sweepAt('2026-06-02T00:00:00Z');
    expect(line.found()).toHaveLength(found);
  });
});

describe('a window at the two edges of summer time', () => {
  it.each([
    // 02:30 does not come on 29 March: the window opens at 03:00 (01:00 UTC), for as long.
    { name: 'before the hour that is skipped', at: '2026-03-29T00:59:00Z', found: 1 },
    { name: 'from the first minute after it', at: '2026-03-29T01:00:00Z', found: 0 },
    { name: 'to the end of its hour', at: '2026-03-29T01:59:00Z', found: 0 },
    { name: 'and no longer', at: '2026-03-29T02:00:00Z', found: 1 },
    // 02:30 comes twice on 25 October: at 00:30 and at 01:30 UTC.
    { name: 'before the hour that comes twice', at: '2026-10-25T00:29:00Z', found: 1 },
    { name: 'in it for the first time', at: '2026-10-25T00:31:00Z', found: 0 },
    { name: 'in it for the second time', at: '2026-10-25T02:29:00Z', found: 0 },
    { name: 'and after it', at: '2026-10-25T02:30:00Z', found: 1 },
  ])('$name', async ({ at, found }) => {
    const line = lineOf('r.yml', languages[0]?.text ?? '', `${windows}tune: {r: {notDuring: [change]}}`);
    await line.send(at);
    expect(line.found()).toHaveLength(found);
  });
});

describe('a rule turned round', () => {
  const backup = languages[0]?.text ?? '';
  const nightly = (expect: string) => `${windows}tune: {r: {expect: {window: change, ${expect}}}}`;

  it('finds what did not come in its window, per key, once both are over and never early', async () => {
    const line = lineOf('r.yml', backup, nightly('by: [host.name]'));
    await line.send('2026-06-01T00:40:00Z', 'db-1');
    await line.send('2026-06-01T00:41:00Z', 'db-2');
    await line.send('2026-06-02T00:31:00Z', 'db-2');
    await line.sweepAt('2026-06-02T01:52:00Z');
    expect(line.found()).toEqual([]);
    await line.sweepAt('2026-06-02T01:54:00Z');
    expect(line.found()).toMatchObject([
      {
        entity: { 'host.name': 'db-1' },
        firstSeen: '2026-06-02T01:30:00.000Z',
        description:
          'It was expected between 2026-06-02T00:30:00.000Z and 2026-06-02T01:30:00.000Z (window change), and did not come.',
      },
    ]);
  });

  it('waits as long as it is told', async () => {
    const line = lineOf('r.yml', backup, nightly('by: [host.name], within: 3h'));
    await line.send('2026-06-01T00:40:00Z', 'db-1');
    await line.send('2026-06-02T03:20:00Z', 'db-1');
    await line.sweepAt('2026-06-02T12:00:00Z');
    expect(line.found()).toEqual([]);
  });

  it('misses nothing that cron starts once, at either edge of summer time', async () => {
    const line = lineOf('r.yml', backup, nightly('by: [host.name]'));
    for (const at of ['2026-03-28T01:31:00Z', '2026-03-29T01:00:30Z', '2026-03-30T00:31:00Z'])
      await line.send(at, 'db-1');
    await line.sweepAt('2026-03-30T12:00:00Z');
    expect(line.found()).toEqual([]);
    for (const at of ['2026-10-24T00:31:00Z', '2026-10-25T00:31:00Z', '2026-10-26T01:31:00Z'])
      await line.send(at, 'db-1');
    await line.sweepAt('2026-10-26T12:00:00Z');
    expect(line.found()).toEqual([]);
  });

  it('expects what weir.yml names, though it never came, from the first sweep on', async () => {
    const line = lineOf('r.yml', backup, nightly('by: [host.name], of: [db-7]'));
    await line.sweepAt('2026-06-01T12:00:00Z');
    await line.sweepAt('2026-06-01T12:01:00Z');
    await line.sweepAt('2026-06-02T01:52:00Z');
    expect(line.found()).toEqual([]);
    await line.sweepAt('2026-06-02T01:54:00Z');
    await line.sweepAt('2026-06-02T12:00:00Z');
    expect(line.found().map(({ entity, firstSeen }) => [entity, firstSeen])).toEqual([
      [{ 'host.name': 'db-7' }, '2026-06-02T01:30:00.000Z'],
    ]);
    for (let day = 3; day <= 20; day++) await line.sweepAt(`2026-06-${String(day).padStart(2, '0')}T12:00:00Z`);
    expect(line.found()).toHaveLength(19);
  });
});

describe('weir.yml is held to what can be done', () => {
  it.each([
    {
      name: 'a window that is not there',
      tune: 'notDuring: [chnge]',
      says: 'there is no window "chnge"; did you mean "change"?',
    },
    { name: 'to expect a window that is not there', tune: 'expect: {window: x}', says: 'there is no window "x"' },
    {
      name: 'values of no field',
      tune: 'expect: {window: change, of: [a]}',
      says: 'only with one field under `by` can its values be named under `of`',
    },
  ])('$name', ({ tune, says }) => {
    const { diagnostics, rules } = build('r.yml', languages[0]?.text ?? '', `${windows}tune: {r: {${tune}}}`);
    const all = [...diagnostics, ...rules.flatMap(rule => rule.diagnostics)].filter(({ level }) => level === 'error');
    expect(all.map(({ message }) => message).join('\n')).toContain(says);
  });

  it('a rule of several events cannot be expected', () => {
    const { rules } = build('r.toml', languages[3]?.text ?? '', `${windows}tune: {r: {expect: {window: change}}}`);
    expect(rules.map(({ status }) => status)).toEqual(['error']);
  });
});

function elastic(rest: string): string {
  return `[metadata]\ncreation_date = "2026/01/01"\n[rule]\nname = "psql"\nrule_id = "r"\nseverity = "low"\nrisk_score = 21\nindex = ["logs-*"]\n${rest}`;
}

function build(path: string, text: string, weirYml: string) {
  const { config, diagnostics, locate } = readConfig({ path: 'weir.yml', text: weirYml });
  expect(diagnostics).toEqual([]);
  return buildBundle({ files: [{ path, text }], config, locate });
}

function lineOf(path: string, text: string, weirYml: string) {
  const { bundle, rules, diagnostics } = build(path, text, weirYml);
  expect([...diagnostics, ...rules.flatMap(rule => rule.diagnostics)].filter(({ level }) => level === 'error')).toEqual(
    [],
  );
  const sink = memoryFindingSink([]);
  const ports = detectPorts({ state: memoryStore(), findings: sink, rules: prepareRuleset(bundle) });
  let sent = 0;
  return {
    send: async (at: string, host = 'db-1') => {
      const log = {
        '@timestamp': at,
        ecs: { version: '8.11.0' },
        event: { id: String(++sent), category: ['process'], type: ['start'], kind: 'event', action: 'exec' },
        host: { name: host, os: { type: 'linux' } },
        process: { name: 'psql', executable: '/usr/bin/psql' },
      };
      const arrival = Date.parse(at) * 1000;
      const records = [{ recordId: '1', data: '', bytes: Buffer.from(JSON.stringify(log)), arrival }];
      await detect({ account: '1', region: 'r', records }, ports, arrival);
    },
    sweepAt: async (at: string) => expect((await sweep(ports, Date.parse(at) * 1000, 1000)).failed).toEqual([]),
    found: () =>
      sink
        .rows()
        .map(({ finding }) => finding)
        .filter(({ state }) => state === 'active'),
  };
}
