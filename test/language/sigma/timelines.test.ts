import type { Rule } from '../../../lib/ir/index.ts';
import { onBothStores } from '../../pipeline/on-both-stores.ts';
import type { Told } from '../../pipeline/scenario.ts';
import { compiled } from './compiled.ts';

/** Rules as the specification has them, in words of our own, on the whole line: what is found, in any order of arrival. */
interface Timeline {
  readonly name: string;
  readonly rules: string;
  readonly events: readonly Told[];
  /** Rule, entity and count of what stands in the end. */
  readonly found: readonly string[];
}

const rule = (name: string, search: string) => `---
title: ${name}
id: ${name}
name: ${name}
logsource: {product: linux}
detection:
  search: {${search}}
  condition: search
`;

const correlation = (id: string, body: string) => `---
title: ${id}
id: ${id}
name: ${id}
correlation:
${body.replace(/^/gm, '  ')}
`;

const logins = rule('login_failed', 'action: login, result: failed') + rule('login_ok', 'action: login, result: ok');
const failed = (at: number, user: string, more = {}): Told => ({
  at,
  action: 'login',
  result: 'failed',
  user,
  ...more,
});
const ok = (at: number, user: string, more = {}): Told => ({ at, action: 'login', result: 'ok', user, ...more });

const bruteForce =
  correlation('broke_in', 'type: temporal_ordered\nrules: [many_failed, login_ok]\ngroup-by: [user]\ntimespan: 10m') +
  correlation(
    'many_failed',
    'type: event_count\nrules: [login_failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 3}',
  ) +
  logins;

const timelines: readonly Timeline[] = [
  {
    name: 'many failed logins, then a success of the same user',
    rules: bruteForce,
    events: [
      ...[0, 1, 2].map(at => failed(at, 'anna')),
      ok(60, 'anna'),
      ...[0, 1].map(at => failed(at, 'bob')),
      ok(61, 'bob'),
    ],
    found: ['broke_in anna 2'],
  },
  {
    name: 'a success before the failures is none',
    rules: bruteForce,
    events: [ok(0, 'anna'), ...[1, 2, 3].map(at => failed(at, 'anna'))],
    found: [],
  },
  {
    name: 'a success too late is none',
    rules: bruteForce,
    events: [...[0, 1, 2].map(at => failed(at, 'anna')), ok(603, 'anna')],
    found: [],
  },
  {
    name: 'both ends of a timespan are inside',
    rules:
      correlation(
        'three',
        'type: event_count\nrules: [login_failed]\ngroup-by: [user]\ntimespan: 60s\ncondition: {gte: 3}',
      ) + logins,
    events: [...[0, 30, 60].map(at => failed(at, 'anna')), ...[0, 30, 61].map(at => failed(at, 'bob'))],
    found: ['three anna 3'],
  },
  {
    name: 'windows slide: they have no fixed boundaries',
    rules:
      correlation(
        'three',
        'type: event_count\nrules: [login_failed]\ngroup-by: [user]\ntimespan: 60s\ncondition: {gte: 3}',
      ) + logins,
    events: [50, 65, 100].map(at => failed(at, 'anna')),
    found: ['three anna 3'],
  },
  {
    name: 'an event without the group does not correlate',
    rules:
      correlation(
        'two',
        'type: event_count\nrules: [login_failed]\ngroup-by: [user]\ntimespan: 60s\ncondition: {gte: 2}',
      ) + logins,
    events: [
      { at: 0, action: 'login', result: 'failed' },
      { at: 1, action: 'login', result: 'failed', user: null },
    ],
    found: [],
  },
  {
    name: 'a range has an upper end',
    rules:
      correlation(
        'some',
        'type: event_count\nrules: [login_failed]\ngroup-by: [user]\ntimespan: 60s\ncondition: {gte: 2, lt: 4}',
      ) + logins,
    events: [...[0, 1].map(at => failed(at, 'anna')), ...[0, 0, 0, 0].map((at, n) => failed(at, 'bob', { n }))],
    found: ['some anna 2'],
  },
  {
    name: 'distinct users from one address',
    rules:
      correlation(
        'spray',
        'type: value_count\nrules: [login_failed]\ngroup-by: [from]\ntimespan: 5m\ncondition: {field: user, gte: 3}',
      ) + logins,
    events: [
      ...['anna', 'bob', 'cleo'].map((user, at) => failed(at, user, { from: '10.0.0.1' })),
      ...['anna', 'anna', 'bob'].map((user, at) => failed(at + 10, user, { from: '10.0.0.2' })),
    ],
    found: ['spray 10.0.0.1 3'],
  },
  {
    name: 'distinct pairs of two fields',
    rules:
      correlation(
        'pairs',
        'type: value_count\nrules: [login_failed]\ngroup-by: [from]\ntimespan: 5m\ncondition: {field: [user, host], gte: 3}',
      ) + logins,
    events: [
      failed(0, 'anna', { host: 'x', from: 'a' }),
      failed(1, 'anna', { host: 'y', from: 'a' }),
      failed(2, 'bob', { host: 'x', from: 'a' }),
      failed(3, 'bob', { host: 'x', from: 'a' }),
      failed(0, 'anna', { host: 'x', from: 'b' }),
      failed(1, 'bob', { host: 'y', from: 'b' }),
    ],
    found: ['pairs a 4'],
  },
  {
    name: 'a sum over a limit',
    rules:
      correlation(
        'sent',
        'type: value_sum\nrules: [upload]\ngroup-by: [user]\ntimespan: 1h\ncondition: {field: bytes, gt: 1000}',
      ) + rule('upload', 'action: upload'),
    events: [
      { at: 0, action: 'upload', user: 'anna', bytes: 600 },
      { at: 1, action: 'upload', user: 'anna', bytes: 600 },
      { at: 0, action: 'upload', user: 'bob', bytes: 1000 },
    ],
    found: ['sent anna 2'],
  },
  {
    name: 'recon in any order',
    rules:
      correlation('recon', 'type: temporal\nrules: [who, id, net]\ngroup-by: [user]\ntimespan: 5m') +
      rule('who', 'cmd: whoami') +
      rule('id', 'cmd: id') +
      rule('net', 'cmd: ip a'),
    events: [
      { at: 0, cmd: 'ip a', user: 'anna' },
      { at: 100, cmd: 'whoami', user: 'anna' },
      { at: 299, cmd: 'id', user: 'anna' },
      { at: 0, cmd: 'ip a', user: 'bob' },
      { at: 1, cmd: 'whoami', user: 'bob' },
    ],
    found: ['recon anna 3'],
  },
  {
    name: 'one address as destination of one event and source of another',
    rules:
      correlation(
        'pivot',
        'type: temporal\nrules: [error, connect]\ngroup-by: [peer]\ntimespan: 10s\naliases:\n  peer: {error: dst, connect: src}',
      ) +
      rule('error', 'status: 500') +
      rule('connect', 'type: connection'),
    events: [
      { at: 0, status: 500, dst: '10.0.0.9', src: '10.0.0.1' },
      { at: 3, type: 'connection', src: '10.0.0.9', dst: '10.0.0.1' },
      { at: 3, type: 'connection', src: '10.0.0.8', dst: '10.0.0.1' },
    ],
    found: ['pivot 10.0.0.9 2'],
  },
  {
    name: 'a filter leaves the backup alone',
    rules: `${rule('dump', 'cmd|contains: mysqldump')}---
title: Backup
logsource: {product: linux}
filter:
  rules: [dump]
  backup: {user: backup}
  condition: not backup
`,
    events: [
      { at: 0, cmd: 'mysqldump shop', user: 'backup' },
      { at: 1, cmd: 'mysqldump shop', user: 'anna' },
    ],
    found: ['dump  1'],
  },
];

onBothStores(timelines.map(({ name, rules, events, found }) => ({ name, rules: rulesIn(rules), events, found })));

function rulesIn(text: string): readonly Rule[] {
  return compiled(text.replace(/^---\n/, '')).flatMap(({ rule: one, diagnostics }) => {
    const errors = diagnostics.filter(({ level }) => level === 'error');
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return one === null ? [] : [one];
  });
}
