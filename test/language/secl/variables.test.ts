import { describe, expect, it } from 'vitest';
import { onBothStores, type Timeline } from '../../pipeline/on-both-stores.ts';
import { noon, second, type Told, world } from '../../pipeline/scenario.ts';
import { compiled, rulesOf } from './policy.ts';

/** A program starts on a host, as an ECS document tells it. */
function exec(
  at: number,
  comm: string,
  { pid = 1, args = '', container = '', host = 'h1', parents = [] }: Exec = {},
): Told {
  const [parent, grandparent] = parents;
  return {
    at,
    '@timestamp': new Date((noon + at * second) / 1000).toISOString(),
    'ecs.version': '8.0.0',
    'host.id': host,
    'event.category': ['process'],
    'event.type': ['start'],
    'process.name': comm,
    'process.pid': pid,
    'process.args': [comm, ...args.split(' ')],
    ...(container === '' ? {} : { 'container.id': container }),
    ...(parent === undefined ? {} : { 'process.parent.pid': parent }),
    ...(grandparent === undefined ? {} : { 'process.parent.parent.pid': grandparent }),
  };
}

interface Exec {
  readonly pid?: number;
  readonly args?: string;
  readonly container?: string;
  readonly host?: string;
  /** Process ids, nearest first. */
  readonly parents?: readonly number[];
}

const writer = (set: string, filter = '') => `
  - id: writer
    expression: exec.comm == "curl"
    silent: true
    actions:
      - ${filter === '' ? '' : `filter: ${filter}\n        `}set: {${set}}
`;
const reader = (expression: string, more = '') => `
  - id: reader
    expression: ${expression}
${more}`;

const seen = writer('name: seen, scope: cgroup, field: exec.args, append: true, ttl: 10m');
const sees = reader('exec.comm == "sh" && exec.args in ${cgroup.seen}');

const timelines: readonly (Omit<Timeline, 'rules'> & { readonly rules: string })[] = [
  {
    name: 'a list that one rule fills and another looks in',
    rules: seen + sees,
    events: [exec(0, 'curl', { args: 'a' }), exec(60, 'curl', { args: 'b' }), exec(90, 'sh', { args: 'a' })],
    found: ['reader h1 1'],
  },
  {
    name: 'what is set later was not seen yet',
    rules: seen + sees,
    events: [exec(0, 'sh', { args: 'a' }), exec(60, 'curl', { args: 'a' })],
    found: [],
  },
  {
    name: 'groups are told apart',
    rules: seen + sees,
    events: [
      exec(0, 'curl', { args: 'a', container: 'c1' }),
      exec(60, 'sh', { args: 'a', container: 'c2' }),
      exec(61, 'sh', { args: 'a', container: 'c1' }),
      exec(62, 'sh', { args: 'a', container: 'c1', host: 'h2' }),
    ],
    found: ['reader h1 c1 1'],
  },
  {
    name: 'a member lives as long as its time to live, both ends included',
    rules: seen + sees,
    events: [
      exec(0, 'curl', { args: 'a' }),
      exec(300, 'curl', { args: 'b' }),
      exec(600, 'sh', { args: 'a' }),
      exec(601, 'sh', { args: 'a' }),
      exec(602, 'sh', { args: 'b' }),
    ],
    found: ['reader h1 2'],
  },
  {
    name: 'setting again begins its time anew',
    rules: seen + sees,
    events: [exec(0, 'curl', { args: 'a' }), exec(300, 'curl', { args: 'a' }), exec(660, 'sh', { args: 'a' })],
    found: ['reader h1 1'],
  },
  {
    name: 'a full list forgets its oldest member',
    rules: writer('name: seen, scope: cgroup, field: exec.args, append: true, size: 2') + sees,
    events: [
      ...['a', 'b', 'c'].map((args, at) => exec(at, 'curl', { args })),
      ...['a', 'b', 'c'].map((args, at) => exec(10 + at, 'sh', { args })),
    ],
    found: ['reader h1 2'],
  },
  {
    name: 'without append the last value stands',
    rules:
      writer('name: last, scope: cgroup, field: exec.args') +
      reader('exec.comm == "sh" && exec.args == ${cgroup.last}'),
    events: [
      exec(0, 'curl', { args: 'a' }),
      exec(1, 'curl', { args: 'b' }),
      exec(2, 'sh', { args: 'a' }),
      exec(3, 'sh', { args: 'b' }),
    ],
    found: ['reader h1 1'],
  },
  {
    name: 'a default stands until something is set',
    rules:
      writer('name: mode, scope: container, value: strict, default_value: lax') +
      reader('exec.comm == "sh" && ${container.mode} == "lax"'),
    events: [
      exec(0, 'sh', { container: 'c1' }),
      exec(1, 'curl', { container: 'c1' }),
      exec(2, 'sh', { container: 'c1' }),
      // Outside of containers there is no such variable.
      exec(3, 'sh'),
    ],
    found: ['reader h1 c1 1'],
  },
  {
    name: 'an expression over variables counts',
    rules:
      writer('name: n, scope: process, expression: "${process.n} + 1", default_value: 0') +
      reader('exec.comm == "curl" && ${process.n} >= 2'),
    events: [
      ...[0, 1, 2].map(at => exec(at, 'curl', { pid: 7 })),
      ...[0, 1].map(at => exec(at, 'curl', { pid: 8, args: String(at) })),
    ],
    found: ['reader h1 7 1'],
  },
  {
    name: "a set's own filter",
    rules: writer('name: seen, scope: cgroup, field: exec.args, append: true', 'exec.args != "a"') + sees,
    events: [
      ...['a', 'b'].map((args, at) => exec(at, 'curl', { args })),
      ...['a', 'b'].map((args, at) => exec(10 + at, 'sh', { args })),
    ],
    found: ['reader h1 1'],
  },
  {
    name: 'a rule that reads what it sets itself reports each once',
    rules: `
  - id: once
    expression: exec.comm == "curl" && exec.args not in \${cgroup.told}
    actions:
      - set: {name: told, scope: cgroup, field: exec.args, append: true, ttl: 10m}
`,
    events: ['a', 'a', 'b', 'a'].map((args, at) => exec(at, 'curl', { args })),
    found: ['once h1 2'],
  },
  {
    name: 'child processes inherit, along the ancestors that events name',
    rules:
      writer('name: tainted, scope: process, value: true, inherited: true') +
      reader('exec.comm == "sh" && ${process.tainted} == true'),
    events: [
      exec(0, 'curl', { pid: 10 }),
      exec(1, 'sh', { pid: 11, parents: [10] }),
      exec(2, 'sh', { pid: 12, parents: [9, 10] }),
      // Its parent's parent was named by the event before.
      exec(3, 'sh', { pid: 13, parents: [12] }),
      exec(4, 'sh', { pid: 14, parents: [8] }),
    ],
    found: ['reader h1 3'],
  },
  {
    name: 'what is not inherited stays with its process',
    rules:
      writer('name: tainted, scope: process, value: true') + reader('exec.comm == "sh" && ${process.tainted} == true'),
    events: [exec(0, 'curl', { pid: 10 }), exec(1, 'sh', { pid: 11, parents: [10] }), exec(2, 'sh', { pid: 10 })],
    found: ['reader h1 10 1'],
  },
  {
    name: 'variables of several scopes in one rule',
    rules: `
  - id: writer
    expression: exec.comm == "curl"
    silent: true
    actions:
      - set: {name: fetched, scope: process, value: true}
      - set: {name: busy, scope: cgroup, value: true}
${reader('exec.comm == "sh" && ${process.fetched} == true && ${cgroup.busy} == true')}`,
    events: [
      exec(0, 'curl', { pid: 10, container: 'c1' }),
      exec(1, 'sh', { pid: 10, container: 'c1' }),
      exec(2, 'sh', { pid: 10, container: 'c2' }),
      exec(3, 'sh', { pid: 11, container: 'c1' }),
    ],
    found: ['reader h1 1'],
  },
  {
    name: 'matches merge for as long as a rule says',
    rules: seen + reader('exec.comm == "sh" && exec.args in ${cgroup.seen}', '    every: 2h\n'),
    events: [exec(0, 'curl', { args: 'a' }), exec(1, 'sh', { args: 'a' }), exec(599, 'sh', { args: 'a' })],
    found: ['reader h1 2'],
  },
];

onBothStores(timelines.map(timeline => ({ ...timeline, rules: rulesOf(timeline.rules) })));

describe('a variable that turns out to have been set', () => {
  it('takes a finding back, and a later redelivery does not bring it again', async () => {
    const rules = rulesOf(seen + reader('exec.comm == "sh" && exec.args not in ${cgroup.seen}'));
    const line = world(rules);
    const first = exec(0, 'curl', { args: 'a' });
    const later = exec(1, 'sh', { args: 'a' });
    await line.send([later]);
    expect(line.active().map(({ rule }) => rule)).toEqual(['reader']);
    await line.send([first], { arrival: 30 });
    expect(line.active()).toEqual([]);
    expect(line.sink.rows().map(({ finding }) => finding.state)).toEqual(['retracted']);
    await line.send([later, first], { arrival: 40 });
    expect(line.active()).toEqual([]);
  });
});

describe('a rule whose variables cannot be known is not evaluable', () => {
  it.each([
    {
      name: 'set by what no source supplies',
      rules: `
  - id: writer
    expression: bpf.cmd == BPF_PROG_LOAD
    actions: [{set: {name: loaded, value: true}}]
  - id: reader
    expression: exec.comm == "sh" && !(\${loaded} == true)
`,
      says: /reads \$\{loaded\}, which needs bpf.cmd/,
    },
    {
      name: 'set for a process that no source names',
      rules: `
  - id: writer
    expression: exec.comm == "sh"
    actions: [{set: {name: moved, scope: process, scope_field: cgroup_write.pid, value: true}}]
  - id: reader
    expression: exec.comm == "sh" && \${process.moved} == true
`,
      says: /reads \$\{process.moved\}, which needs cgroup_write.pid/,
    },
  ])('$name', ({ rules, says }) => {
    const reader = compiled(rules).find(({ id }) => id === 'reader');
    expect(reader?.status).toBe('not-evaluable');
    expect(reader?.diagnostics[0]?.message).toMatch(says);
  });
});

describe('silent rules and rules without a period', () => {
  it('silent rules find nothing by themselves', () => {
    expect(rulesOf(seen).map(({ emits }) => emits)).toEqual([false]);
  });

  it.each([
    { every: '', period: 3600e6 },
    { every: '    every: 30s\n', period: 30e6 },
    { every: '    every: 1h30m\n', period: 5400e6 },
  ])('every $every', ({ every, period }) => {
    expect(rulesOf(reader('exec.comm == "sh"', every))[0]?.suppression).toMatchObject({ kind: 'period', period });
  });
});
