import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../lib/event/index.ts';
import { decodeFile, defaultLimits, type Log } from '../../lib/ingest/index.ts';
import { auditRecord } from '../../lib/sources/auditd-record.ts';
import { socketAddress } from '../../lib/sources/socket-address.ts';
import { corpora } from '../corpora.ts';
import { eventsOfBatches } from './assembled.ts';
import { ecsOf, logsOf, pick } from './read.ts';

const exec = (serial: number, pid: number, ppid: number, comm: string, args: readonly string[], more = '') => [
  `type=SYSCALL msg=audit(1795225822.${String(serial).padStart(3, '0')}:${serial}): arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 a2=3 a3=4 items=1 ppid=${ppid} pid=${pid} auid=1000 uid=1000 tty=pts0 ses=7 comm="${comm}" exe="/usr/bin/${comm}" key="x"${more}`,
  `type=EXECVE msg=audit(1795225822.${String(serial).padStart(3, '0')}:${serial}): argc=${args.length} ${args.map((arg, n) => `a${n}=${/[ "']/.test(arg) ? Buffer.from(arg).toString('hex').toUpperCase() : `"${arg}"`}`).join(' ')}`,
  `type=CWD msg=audit(1795225822.${String(serial).padStart(3, '0')}:${serial}): cwd="/home/anna"`,
  `type=PATH msg=audit(1795225822.${String(serial).padStart(3, '0')}:${serial}): item=0 name="/usr/bin/${comm}" nametype=NORMAL`,
  `type=PROCTITLE msg=audit(1795225822.${String(serial).padStart(3, '0')}:${serial}): proctitle=6C73002D6C`,
];
const assembled = (lines: readonly string[]): LogEvent[] => [...eventsOfBatches([logsOf(lines.join('\n'))]).values()];
const only = (...lines: readonly string[]): LogEvent => {
  const [event] = assembled(lines);
  if (event === undefined) throw new Error('no event');
  return event;
};

describe('records are taken apart', () => {
  it.each([
    { name: 'quotes go', line: 'type=CWD msg=audit(1.000:2): cwd="/a b"', values: { cwd: '/a b' } },
    { name: 'hex is read', line: 'type=PATH msg=audit(1.000:2): name=2F612062', values: { name: '/a b' } },
    {
      name: 'numbers that look like hex stay',
      line: 'type=SYSCALL msg=audit(1.000:2): a0=6120 pid=6120',
      values: { a0: '6120', pid: '6120' },
    },
    {
      name: 'user space quotes its own pairs',
      line: `type=USER_LOGIN msg=audit(1.000:2): pid=1 msg='op=login acct=28696E76616C6964207573657229 res=failed'`,
      values: { pid: '1', op: 'login', acct: '(invalid user)', res: 'failed' },
    },
    {
      name: 'enrichment is added',
      line: 'type=SYSCALL msg=audit(1.000:2): uid=0 key=(null)\u001dUID="root"',
      values: { uid: '0', key: '(null)', UID: 'root' },
    },
    { name: 'a node in front', line: 'node=db1 type=EOE msg=audit(1.000:2): ', values: {} },
    {
      name: 'through syslog',
      line: 'Nov 21 01:00:00 db1 audispd: type=CWD msg=audit(1.000:2): cwd="/"',
      values: { cwd: '/' },
    },
    { name: 'by number, as the kernel prints', line: 'audit: type=1307 audit(1.000:2): cwd="/"', values: { cwd: '/' } },
  ])('$name', ({ line, values }) => expect({ ...auditRecord(line)?.values }).toEqual(values));
  it.each(['hello', 'type=SYSCALL', 'type=X msg=audit(1:2): a=b', 'no audit(1.000:2): here'])('%j is no record', line =>
    expect(auditRecord(line)).toBeNull(),
  );
});

describe('socket addresses', () => {
  it.each([
    { hex: '02001F90C0A8010500000000', address: { family: 'ipv4', ip: '192.168.1.5', port: 8080 } },
    {
      hex: `0A0001BB00000000${'20010DB8000000000000000000000001'}00000000`,
      address: { family: 'ipv6', ip: '2001:db8::1', port: 443 },
    },
    {
      hex: `0A0001BB00000000${'00000000000000000000FFFFC0A80105'}00000000`,
      address: { family: 'ipv6', ip: '192.168.1.5', port: 443 },
    },
    { hex: `0A0001BB00000000${'0'.repeat(31)}100000000`, address: { family: 'ipv6', ip: '::1', port: 443 } },
    { hex: `0A0001BB00000000${'0'.repeat(32)}00000000`, address: { family: 'ipv6', ip: '::', port: 443 } },
    { hex: '01002F72756E2F6D7900', address: { family: 'unix', path: '/run/my' } },
    { hex: '010000616263', address: { family: 'unix', path: '@abc' } },
    { hex: '100000000000000000000000', address: { family: 'other', number: 16 } },
    { hex: 'xyz', address: null },
    { hex: '0200', address: { family: 'other', number: 2 } },
  ])('$hex', ({ hex, address }) => expect(socketAddress(hex)).toEqual(address));
});

describe('the records of one act are one event', () => {
  const event = only(...exec(101, 50, 40, 'psql', ['psql', '-c', "select 'a b'"]));
  it('with identity, time and order from the record itself', () =>
    expect(event).toMatchObject({
      id: 'auditd:111111111111/1795225822.101:101',
      time: 1_795_225_822_101_000,
      sequence: 101,
    }));
  it('of the machine in whose stream it lies, where no record names one', () => {
    const lines = exec(7, 70, 60, 'ls', ['ls']);
    const logEvents = lines.map((message, index) => ({ id: String(index), timestamp: 1, message }));
    const payload = { messageType: 'DATA_MESSAGE', owner: '1', logGroup: '/var/log/audit', logEvents };
    const hostIn = (logStream: string) =>
      [...eventsOfBatches([logsOf({ ...payload, logStream })]).values()].map(event => event.host);
    expect(hostIn('db-7')).toEqual([{ id: 'db-7', name: 'db-7' }]);
    expect(hostIn('i-0123456789abcdef0')).toEqual([{ id: 'i-0123456789abcdef0', name: '' }]);
  });
  it('that declares its log source', () =>
    expect(event.logSource).toEqual({ product: 'linux', service: 'auditd', categories: ['process_creation'] }));
  it('that answers ECS names', () =>
    expect(
      pick(
        event,
        'process.name',
        'process.args',
        'process.command_line',
        'process.title',
        'process.parent.pid',
        'user.id',
        'process.interactive',
        'event.action',
        'process.working_directory',
      ),
    ).toEqual({
      'process.name': 'psql',
      'process.args': ['psql', '-c', "select 'a b'"],
      'process.command_line': "psql -c select 'a b'",
      'process.title': 'ls -l',
      'process.parent.pid': 40,
      'user.id': '1000',
      'process.interactive': true,
      'event.action': 'executed',
      'process.working_directory': '/home/anna',
    }));
  it('that rules for single records still find', () =>
    expect(event.fields).toMatchObject({
      type: ['SYSCALL', 'EXECVE', 'CWD', 'PATH', 'PROCTITLE'],
      a0: 'psql',
      a1: '-c',
      name: ['/usr/bin/psql'],
      syscall: ['execve', '59'],
      key: 'x',
    }));
  it('arguments cut into pieces are whole again', () => {
    const [syscall = '', , ...rest] = exec(102, 50, 40, 'sh', ['sh']);
    const head = 'type=EXECVE msg=audit(1795225822.102:102):';
    const cut = [syscall, `${head} argc=2 a0="sh" a1_len=6 a1[0]="abc"`, `${head} a1[1]="def"`, ...rest];
    expect(ecsOf(only(...cut), 'process.args')).toEqual(['sh', 'abcdef']);
  });
  it('a failed exec made no process', () => {
    const [syscall = ''] = exec(103, 50, 40, 'sh', ['sh']);
    const failed = only(syscall.replace('success=yes exit=0', 'success=no exit=-2'));
    expect(failed.logSource.categories).toEqual([]);
    expect(ecsOf(failed, 'event.outcome')).toBe('failure');
  });
});

describe('a parent is known by what its number ran last', () => {
  const parentOf = (...lines: readonly string[][]): unknown => {
    const events = assembled(lines.flat());
    const child = events.find(event => event.sequence === 200);
    return child && ecsOf(child, 'process.parent.name');
  };
  const child = exec(200, 51, 40, 'id', ['id']);
  it.each([
    { name: 'an exec before', lines: [exec(101, 40, 1, 'bash', ['bash'])], parent: 'bash' },
    {
      name: 'the later of two',
      lines: [exec(101, 40, 1, 'perl', ['perl']), exec(102, 40, 1, 'psql', ['psql'])],
      parent: 'psql',
    },
    { name: 'not one that came after', lines: [exec(300, 40, 1, 'bash', ['bash'])], parent: null },
    {
      name: 'not one of another login',
      lines: [exec(101, 40, 1, 'bash', ['bash']).map(line => line.replace('ses=7', 'ses=6'))],
      parent: null,
    },
    {
      name: 'a daemon has no login',
      lines: [exec(101, 40, 1, 'sshd', ['sshd']).map(line => line.replace('ses=7', 'ses=4294967295'))],
      parent: 'sshd',
    },
    { name: 'nobody', lines: [], parent: null },
  ])('$name', ({ lines, parent }) => expect(parentOf(child, ...lines)).toBe(parent));
  it('a connection has the command line of its exec', () => {
    const connect = [
      'type=SYSCALL msg=audit(1795225822.300:300): arch=c000003e syscall=42 success=no exit=-115 a0=3 a1=1 a2=10 a3=0 items=0 ppid=40 pid=51 auid=1000 uid=1000 tty=pts0 ses=7 comm="curl" exe="/usr/bin/curl" key="net"',
      'type=SOCKADDR msg=audit(1795225822.300:300): saddr=02001F90CB00714200000000',
      'type=PROCTITLE msg=audit(1795225822.300:300): proctitle=6C73',
    ];
    const found = assembled([...exec(200, 51, 40, 'curl', ['curl', '-T', 'x']), ...connect]).find(
      event => event.sequence === 300,
    );
    expect(
      found &&
        pick(found, 'process.command_line', 'destination.ip', 'destination.port', 'event.outcome', 'network.direction'),
    ).toEqual({
      'process.command_line': 'curl -T x',
      'destination.ip': '203.0.113.66',
      'destination.port': 8080,
      'event.outcome': 'success',
      'network.direction': 'egress',
    });
  });
});

const folder = corpora();
const fileLogs = (name: string): readonly Log[] => {
  const context = { arrival: 0, recordId: '', account: '', region: '', file: name };
  const bytes = readFileSync(join(folder ?? '', 'telemetry/audit', name));
  return [...decodeFile(bytes, context, defaultLimits)].flatMap(one => (one.outcome === 'logs' ? one.logs : []));
};
describe.skipIf(folder === null)('a recorded audit log (skipped where the test data is absent)', () => {
  const logs = folder === null ? [] : fileLogs('audit.enriched.log');
  const events = eventsOfBatches([logs]);

  it('has 408 events', () => expect(events.size).toBe(408));
  it('gives the same events in any batches and any order', () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 200 }),
        (keys, size) => {
          const shuffled = logs
            .map((log, n) => ({ log, key: ((keys[n % keys.length] ?? 0) * 31 + n * 7919) % 10_007 }))
            .sort((a, b) => a.key - b.key)
            .map(one => one.log);
          const batches = Array.from({ length: Math.ceil(shuffled.length / size) }, (_, n) =>
            shuffled.slice(n * size, (n + 1) * size),
          );
          expect(eventsOfBatches(batches)).toEqual(events);
        },
      ),
      { numRuns: 5 },
    ));
});
