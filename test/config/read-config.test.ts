import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configSchema, defaultConfig, readConfig } from '../../lib/config/index.ts';

function read(text: string) {
  return readConfig({ path: 'weir.yml', text });
}

function complaints(text: string): string[] {
  return read(text).diagnostics.map(({ span, message }) => `${span.line}:${span.column} ${message}`);
}

/** What a rule is where weir.yml tunes nothing of it. */
const untuned = {
  severity: null,
  suppress: null,
  except: null,
  baseline: null,
  onlyDuring: [],
  notDuring: [],
  expect: null,
};

describe('what weir.yml says is what the configuration holds', () => {
  it.each([
    {
      name: 'archive and its age',
      text: 'deploy: {archive: true, archiveDays: 7}',
      at: 'deploy',
      holds: { archive: true, archiveDays: 7 },
    },
    {
      name: 'one log group alone',
      text: 'deploy: {logGroups: /aws/rds/a}',
      at: 'deploy',
      holds: { logGroups: ['/aws/rds/a'] },
    },
    {
      name: 'accounts that look like numbers',
      text: 'deploy: {sourceAccounts: [012345678901, "111122223333"]}',
      at: 'deploy',
      holds: { sourceAccounts: ['012345678901', '111122223333'] },
    },
    {
      name: 'all of EventBridge',
      text: 'deploy: {eventBridge: true}',
      at: 'deploy',
      holds: { eventBridge: ['cloudtrail', 'guardduty'] },
    },
    {
      name: 'a part of EventBridge',
      text: 'deploy: {eventBridge: [guardduty]}',
      at: 'deploy',
      holds: { eventBridge: ['guardduty'] },
    },
    {
      name: 'one lateness for all',
      text: 'deploy: {lateness: 2h}',
      at: 'deploy',
      holds: { latenessSeconds: { default: 7200 } },
    },
    {
      name: 'lateness of one source beside the usual ones',
      text: 'deploy: {lateness: {falco: 90s}}',
      at: 'deploy',
      holds: { latenessSeconds: { default: 600, cloudtrail: 1200, 'vpc-flow': 1200, falco: 90 } },
    },
    {
      name: 'silence of every source, and of one of them never',
      text: 'deploy: {silentAfter: {default: 6h, text: 0s}}',
      at: 'deploy',
      holds: { silentAfterSeconds: { default: 21_600, text: 0 } },
    },
    { name: 'silence is no finding by itself', text: '', at: 'deploy', holds: { silentAfterSeconds: {} } },
    { name: 'no concurrency is no limit', text: 'deploy: {concurrency: }', at: 'deploy', holds: { concurrency: null } },
    {
      name: 'rule paths',
      text: 'rules: {paths: [rules, ../ours], minLevel: high}',
      at: 'rules',
      holds: { paths: ['rules', '../ours'], minLevel: 'high' },
    },
    {
      name: 'suppression off',
      text: 'tune: {a: {suppress: off}}',
      at: 'tune',
      holds: { a: { ...untuned, suppress: { kind: 'off' } } },
    },
    {
      name: 'suppression by fields',
      text: 'tune: {a: {suppress: {by: [host.id], for: 2h}, severity: low}}',
      at: 'tune',
      holds: {
        a: { ...untuned, severity: 'low', suppress: { kind: 'period', by: ['host.id'], periodSeconds: 7200 } },
      },
    },
    {
      name: 'an exception as plain data',
      text: 'tune:\n  a:\n    except:\n      selection: {User: backup}\n      condition: selection',
      at: 'tune',
      holds: {
        a: { ...untuned, except: { selection: { User: 'backup' }, condition: 'selection' } },
      },
    },
    {
      name: 'windows for a rule',
      text: 'tune: {a: {notDuring: change, onlyDuring: [x, y], expect: {window: nightly, within: 2h, by: host.id}}}',
      at: 'tune',
      holds: {
        a: {
          ...untuned,
          notDuring: ['change'],
          onlyDuring: ['x', 'y'],
          expect: { window: 'nightly', withinSeconds: 7200, by: ['host.id'], of: [] },
        },
      },
    },
    {
      name: 'how a rule learns',
      text: 'tune: {a: {baseline: {since: 2026-01-01, freezeDays: 3}}}',
      at: 'tune',
      holds: { a: { ...untuned, baseline: { since: '2026-01-01', learnDays: null, freezeDays: 3 } } },
    },
    {
      name: 'values that look like numbers stay as written',
      text: 'values: {ports: [5432, 0x10]}',
      at: 'values',
      holds: { ports: ['5432', '0x10'] },
    },
    {
      name: 'windows as a list',
      text: 'windows: [{name: backup, cron: "0 2 * * *", timeZone: Europe/Prague, minutes: 90}]',
      at: 'windows',
      holds: [{ name: 'backup', cron: '0 2 * * *', timeZone: 'Europe/Prague', minutes: 90 }],
    },
    {
      name: 'windows by name',
      text: 'windows: {backup: {cron: "*/15 8-18 1,15 jan-mar mon", minutes: 5}}',
      at: 'windows',
      holds: [{ name: 'backup', cron: '*/15 8-18 1,15 jan-mar mon', timeZone: 'UTC', minutes: 5 }],
    },
    {
      name: 'hosts by id',
      text: 'hosts: {i-1: {names: db-3, addresses: [10.0.0.7]}}',
      at: 'hosts',
      holds: [{ id: 'i-1', names: ['db-3'], addresses: ['10.0.0.7'], interfaces: [] }],
    },
    {
      name: 'formats',
      text: 'formats: {vpc-flow: "${version} ${srcaddr}"}',
      at: 'formats',
      holds: { 'vpc-flow': '${version} ${srcaddr}' },
    },
  ] as const)('$name', ({ text, at, holds }) => {
    const { config, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    if (Array.isArray(holds)) expect(config[at]).toEqual(holds);
    else expect(config[at]).toMatchObject(holds);
  });

  it.each(['', '\n', '# nothing\n', '---\n', 'deploy:\nrules:\n'])('%j is the default configuration', text => {
    expect(read(text)).toMatchObject({ config: defaultConfig, diagnostics: [] });
  });
});

describe('what is wrong is said where it stands, with what would be right', () => {
  it.each([
    { text: 'deplyo: {}', says: ['1:1 unknown key "deplyo"; did you mean "deploy"?'] },
    { text: 'deploy:\n  logGroup: a', says: ['2:3 unknown key "logGroup"; did you mean "logGroups"?'] },
    { text: 'deploy: [a]', says: [expect.stringMatching(/^1:9 expected a mapping of archive, .*, found a list$/)] },
    { text: 'deploy:\n  archive: yes', says: ['2:12 expected true or false, found "yes"'] },
    { text: 'deploy: {archiveDays: 0}', says: ['1:23 expected a whole number from 1 to 3650, found 0'] },
    { text: 'deploy: {sourceAccounts: [42]}', says: ['1:27 expected an account id of twelve digits, found 42'] },
    {
      text: 'deploy: {kmsKeyArn: alias/a}',
      says: ['1:21 expected a KMS key\'s ARN (arn:aws:kms:REGION:ACCOUNT:key/ID), found "alias/a"'],
    },
    { text: 'deploy: {lateness: soon}', says: ['1:20 expected a duration, found "soon"'] },
    { text: 'deploy: {lateness: {falco: 8d}}', says: ['1:28 "8d" is longer than 7d'] },
    { text: 'deploy: {silentAfter: 15d}', says: ['1:23 "15d" is longer than 14d'] },
    {
      text: 'deploy: {eventBridge: [cloudtrial]}',
      says: ['1:24 unknown value "cloudtrial"; did you mean "cloudtrail"?'],
    },
    { text: 'rules: {minLevel: hihg}', says: ['1:19 unknown value "hihg"; did you mean "high"?'] },
    { text: 'tune: {a: {supress: off}}', says: ['1:12 unknown key "supress"; did you mean "suppress"?'] },
    { text: 'tune: {a: {except: [x]}}', says: ['1:20 expected a mapping, found a list'] },
    { text: 'windows: {a: {cron: "0 25 * * *", minutes: 1}}', says: ['1:21 "0 25 * * *": "25" is no hour'] },
    { text: 'windows: {a: {cron: "0 2 * *", minutes: 1}}', says: ['1:21 "0 2 * *": found 4 fields instead of five'] },
    {
      text: 'windows: {a: {cron: "0 2 * * *", minutes: 1, timeZone: Europe/Pragu}}',
      says: ['1:56 unknown time zone "Europe/Pragu"; did you mean "Europe/Prague"?'],
    },
    { text: 'windows: [{name: a}]', says: ['1:11 cron and minutes must be given here'] },
    { text: 'hosts: [{id: a}, {id: a}]', says: ['1:18 id "a" stands here twice'] },
    { text: 'hosts: a', says: ['1:8 expected a list of entries with id, or a mapping from id to entry, found "a"'] },
    { text: 'a: 1\nb: 2', says: ['1:1 unknown key "a"', '2:1 unknown key "b"'] },
    { text: 'deploy: {}\ndeploy: {}', says: ['2:1 the key "deploy" stands here twice; the first is at line 1'] },
    { text: 'deploy: {}\n---\nrules: {}', says: ['3:1 a second YAML document'] },
    { text: '[', says: [expect.stringMatching(/^1:2 /)] },
  ])('$text', ({ text, says }) => expect(complaints(text)).toEqual(says));
});

describe('reading never throws', () => {
  it('on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => void read(text)),
      { numRuns: 50 },
    );
  });

  it('on any YAML of the known keys with any values', () => {
    const name = fc.constantFrom(
      'deploy',
      'rules',
      'tune',
      'values',
      'windows',
      'hosts',
      'lateness',
      '__proto__',
      'constructor',
      'archive',
      'suppress',
      'cron',
    );
    const { tree } = fc.letrec(tie => ({
      tree: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.dictionary(name, tie('tree'))),
    }));
    fc.assert(
      fc.property(fc.dictionary(name, tree), value => void read(JSON.stringify(value))),
      {
        numRuns: 50,
      },
    );
  });
});

it('a place that is only found wrong later can still be named', () => {
  const { locate } = read('rules:\n  disable:\n    - a\n    - b\n');
  expect(locate('rules', 'disable', 1)).toMatchObject({ line: 4, column: 7 });
  expect(locate('rules', 'staged')).toMatchObject({ line: 1, column: 1 });
});

it('docs/weir.schema.json is what the reader reads', () => {
  const path = join(import.meta.dirname, '../../docs/weir.schema.json');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(configSchema);
});
