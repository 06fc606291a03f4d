import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../lib/sources/index.ts';
import { corpora } from '../corpora.ts';
import { ecsOf, eventOf, eventsOf, pick } from './read.ts';

const alert = (fields: object, rest: object = {}) => ({
  hostname: 'db1',
  output: 'text',
  priority: 'Notice',
  rule: 'A rule',
  source: 'syscall',
  tags: [],
  time: '2026-11-21T01:00:00.123456789Z',
  output_fields: fields,
  ...rest,
});
const exec = {
  'evt.type': 'execve',
  'proc.name': 'psql',
  'proc.cmdline': 'psql -h x',
  'proc.pname': 'bash',
  'proc.tty': 34816,
};

describe('an alert becomes an event', () => {
  it('with the time of its text, to the microsecond', () => {
    expect(eventOf(alert({})).time).toBe(Date.UTC(2026, 10, 21, 1) * 1000 + 123_456);
    const late = JSON.stringify(alert({ 'evt.time': 1 }, { time: undefined })).replace(
      '"evt.time":1',
      '"evt.time":1783277459111213264',
    );
    expect(eventOf(late).time).toBe(1_783_277_459_111_213);
  });
  it('with its own identity where it has one', () => expect(eventOf(alert({}, { uuid: 'u-1' })).id).toBe('falco:u-1'));
  it('that a second delivery repeats and a twin does not', () => {
    const [a, b] = eventsOf(`${JSON.stringify(alert(exec))}\n${JSON.stringify(alert(exec))}`);
    expect(eventOf(alert(exec)).id).toBe(a?.id);
    expect(b?.id).not.toBe(a?.id);
  });

  it.each([
    { name: 'exec', fields: exec, category: 'process', action: 'exec', sigma: ['process_creation'] },
    {
      name: 'open for write',
      fields: { 'evt.type': 'openat', 'evt.arg.flags': 'O_TRUNC|O_CREAT|O_WRONLY' },
      category: 'file',
      action: 'creation',
      sigma: ['file_event'],
    },
    {
      name: 'open for read',
      fields: { 'evt.type': 'open', 'evt.is_open_write': false },
      category: 'file',
      action: 'open',
      sigma: ['file_access'],
    },
    {
      name: 'open, no word of how',
      fields: { 'evt.type': 'open' },
      category: 'file',
      action: 'open',
      sigma: ['file_event', 'file_access'],
    },
    {
      name: 'connect',
      fields: { 'evt.type': 'connect' },
      category: 'network',
      action: 'connection_attempted',
      sigma: ['network_connection'],
    },
    {
      name: 'unlink',
      fields: { 'evt.type': 'unlinkat' },
      category: 'file',
      action: 'deletion',
      sigma: ['file_delete'],
    },
    {
      name: 'a call that Sigma has no word for',
      fields: { 'evt.type': 'ptrace' },
      category: null,
      action: 'ptrace',
      sigma: [],
    },
  ])('of the kind that its system call says: $name', ({ fields, category, action, sigma }) => {
    const event = eventOf(alert(fields));
    expect(event.logSource).toEqual({ product: 'linux', service: 'falco', categories: sigma });
    expect(ecsOf(event, 'event.category')).toEqual(category === null ? null : [category]);
    expect(ecsOf(event, 'event.action')).toBe(action);
  });
  it('whose kind is left open where it printed no type', () =>
    expect(eventOf(alert({ 'fd.name': '/tmp/x' })).logSource).toEqual({ product: 'linux', service: 'falco' }));
});

describe('fields', () => {
  it.each(['<NA>', null, -1, 4294967295, ''])('%j is unknown', value =>
    expect(pick(eventOf(alert({ 'user.name': value, 'user.loginuid': value })), 'user.name', 'user.audit.id')).toEqual({
      'user.name': null,
      'user.audit.id': null,
    }),
  );
  it('of a process', () =>
    expect(
      pick(eventOf(alert(exec)), 'process.name', 'process.args', 'process.parent.name', 'process.interactive'),
    ).toEqual({
      'process.name': 'psql',
      'process.args': ['psql', '-h', 'x'],
      'process.parent.name': 'bash',
      'process.interactive': true,
    }));
  it('a name that the kernel cut is made whole', () =>
    expect(
      ecsOf(
        eventOf(alert({ ...exec, 'proc.name': 'postgres_export', 'proc.exepath': '/usr/bin/postgres_exporter' })),
        'process.name',
      ),
    ).toBe('postgres_exporter'));
  it('a name that is not that of its file stays', () =>
    expect(ecsOf(eventOf(alert({ ...exec, 'proc.name': 'sh', 'proc.exepath': '/bin/busybox' })), 'process.name')).toBe(
      'sh',
    ));
  it('brackets are part of a name', () =>
    expect(ecsOf(eventOf(alert({ 'proc.aname[2]': 'sshd' })), 'process.parent.parent.name')).toBe('sshd'));
  it.each([
    {
      name: 'tuple',
      fields: { 'fd.name': '10.0.0.1:39636->203.0.113.9:443' },
      expected: ['10.0.0.1', 39636, '203.0.113.9', 443],
    },
    {
      name: 'IPv6 tuple',
      fields: { 'fd.name': '::1:39636->2001:db8::2:443' },
      expected: ['::1', 39636, '2001:db8::2', 443],
    },
    { name: 'far end only', fields: { 'fd.name': '203.0.113.9:443' }, expected: [null, null, '203.0.113.9', 443] },
    {
      name: 'piecemeal',
      fields: { 'fd.sip': '203.0.113.9', 'fd.sport': 443 },
      expected: [null, null, '203.0.113.9', 443],
    },
    {
      name: 'local and remote',
      fields: { 'fd.rip': '203.0.113.9', 'fd.rport': 443 },
      expected: [null, null, '203.0.113.9', 443],
    },
    { name: 'a socket file', fields: { 'fd.name': '/run/mysqld.sock' }, expected: [null, null, null, null] },
  ])('of a connection: $name', ({ fields, expected }) =>
    expect(
      Object.values(
        pick(
          eventOf(alert({ 'evt.type': 'connect', ...fields })),
          'source.ip',
          'source.port',
          'destination.ip',
          'destination.port',
        ),
      ),
    ).toEqual(expected),
  );
  it('of a file', () =>
    expect(
      pick(
        eventOf(alert({ 'evt.type': 'openat', 'fd.name': '/tmp/d/x.sql' })),
        'file.path',
        'file.name',
        'file.extension',
        'file.directory',
      ),
    ).toEqual({
      'file.path': '/tmp/d/x.sql',
      'file.name': 'x.sql',
      'file.extension': 'sql',
      'file.directory': '/tmp/d',
    }));
  it('no file where the event is a connection', () =>
    expect(ecsOf(eventOf(alert({ 'evt.type': 'connect', 'fd.name': '1.2.3.4:5' })), 'file.path')).toBe(null));
  it('the host itself is no container', () =>
    expect(ecsOf(eventOf(alert({ 'container.id': 'host' })), 'container.id')).toBe(null));
});

describe('the host is one entity', () => {
  const hosts = [{ id: 'i-0aaaaaaaa', names: ['db1'], addresses: [], interfaces: [] }];
  it.each([
    {
      name: 'what Falco was told to print goes first',
      fields: { instance_id: 'i-1', node_name: 'n1' },
      settings: defaultSettings,
      id: 'i-1',
      host: 'n1',
    },
    { name: 'then its host name', fields: {}, settings: defaultSettings, id: 'db1', host: 'db1' },
    {
      name: 'which the configuration may know',
      fields: {},
      settings: { ...defaultSettings, hosts },
      id: 'i-0aaaaaaaa',
      host: 'db1',
    },
  ])('$name', ({ fields, settings, id, host }) =>
    expect(eventOf(alert(fields), settings).host).toEqual({ id, name: host }),
  );
  it('the instance in the name of the log stream goes before all', () => {
    const payload = {
      messageType: 'DATA_MESSAGE',
      owner: '1',
      logGroup: 'g',
      logStream: 'i-0123456789abcdef0/falco',
      logEvents: [{ id: '1', timestamp: 1, message: JSON.stringify(alert({})) }],
    };
    expect(eventOf(payload).host?.id).toBe('i-0123456789abcdef0');
  });
});

it('a notice of dropped system calls says how many', () => {
  const event = eventOf(alert({ n_drops: '2' }, { rule: 'Falco internal: syscall event drop' }));
  expect(pick(event, 'event.action', 'weir.events_lost')).toEqual({
    'event.action': 'events-lost',
    'weir.events_lost': 2,
  });
});

const folder = corpora();
describe.skipIf(folder === null)('recorded alerts (skipped where the test data is absent)', () => {
  it('all are read, and most have a process and a parent', () => {
    const events = eventsOf(readFileSync(join(folder ?? '', 'telemetry/falco-derived/falco.derived.jsonl'), 'utf8'));
    expect(events).toHaveLength(220);
    expect(new Set(events.map(event => event.id)).size).toBe(220);
    expect(events.filter(event => ecsOf(event, 'process.parent.name') === null)).toHaveLength(0);
    expect(
      events.filter(
        event => ecsOf(event, 'event.action') === 'connection_attempted' && ecsOf(event, 'destination.port') === null,
      ),
    ).toHaveLength(0);
  });
});
