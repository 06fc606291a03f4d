import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFile, decodeRecord, defaultLimits, type Log } from '../../lib/ingest/index.ts';
import { joinLines } from '../../lib/sources/index.ts';
import { corpora } from '../corpora.ts';
import { eventsOfBatches } from './assembled.ts';
import { ecsOf, eventOf, logsOf, pick } from './read.ts';

const prefix = '2026-11-21 01:50:36 UTC:127.0.0.1(36604):reporting@shop:[18868]:LOG:  ';
const audit = (statement: string) =>
  `${prefix}AUDIT: SESSION,1,2,READ,COPY,TABLE,public.t,"${statement.replaceAll('"', '""').replaceAll('\n', '\n\t')}",<not logged>`;

describe('an entry of PostgreSQL’s log', () => {
  it('of pgaudit has time, user, client, database, statement', () => {
    const event = eventOf(audit(`COPY t TO PROGRAM 'sh -c "id"'`));
    expect(event.time).toBe(Date.UTC(2026, 10, 21, 1, 50, 36) * 1000);
    expect(event.logSource).toEqual({ product: 'postgresql', service: 'pgaudit', categories: ['database'] });
    expect(
      pick(
        event,
        'user.name',
        'source.ip',
        'source.port',
        'db.name',
        'process.pid',
        'db.statement',
        'db.signatures',
        'db.object',
        'db.audit_class',
        'event.action',
      ),
    ).toEqual({
      'user.name': 'reporting',
      'source.ip': '127.0.0.1',
      'source.port': 36604,
      'db.name': 'shop',
      'process.pid': 18868,
      'db.statement': `COPY t TO PROGRAM 'sh -c "id"'`,
      'db.signatures': ['copy-to-program'],
      'db.object': 'public.t',
      'db.audit_class': 'READ',
      'event.action': 'copy',
    });
  });
  it.each([
    { line: `${prefix}statement: create role x`, expected: { kind: 'statement', statement: 'create role x' } },
    {
      line: `${prefix}duration: 12.5 ms  execute <unnamed>: select 1`,
      expected: { kind: 'statement', statement: 'select 1', duration_ms: 12.5 },
    },
    {
      line: `${prefix}connection authorized: user=a database=b application_name=pg_dump SSL enabled (protocol=TLSv1.3)`,
      expected: { kind: 'connection-authorized', application_name: 'pg_dump' },
    },
    {
      line: '2026-11-21 01:50:36 UTC:10.0.0.9(1):eve@shop:[1]:FATAL:  password authentication failed for user "eve"',
      expected: { kind: 'authentication-failed', user: 'eve', level: 'FATAL' },
    },
    {
      line: '2026-11-21 01:50:36 UTC:[local]:a@b:[1]:ERROR:  permission denied for table secrets',
      expected: { kind: 'permission-denied', object_type: 'table', object_name: 'secrets' },
    },
    { line: '2026-11-21 01:50:36 UTC::@:[1]:LOG:  checkpoint starting: time', expected: { kind: 'message' } },
    {
      line: '2026-11-21 01:50:36.125 UTC:2001:db8::1(5):a@b:[1]:LOG:  statement: select 1',
      expected: { client: '2001:db8::1', statement: 'select 1' },
    },
    {
      line: '2026-11-21 01:50:25.123 UTC,"a","b",1,"10.0.0.9:55",6b.12,7,"SELECT",2026-11-21 01:50:19 UTC,3/2,0,LOG,00000,"AUDIT: SESSION,1,1,READ,SELECT,,,""select 1, 2"",<none>",,,,,,,,,"psql","client backend",,0',
      expected: { kind: 'audit', user: 'a', client: '10.0.0.9', statement: 'select 1, 2', application_name: 'psql' },
    },
  ])('$line', ({ line, expected }) => expect(eventOf(line).fields).toMatchObject(expected));
  it('jsonlog says the same', () =>
    expect(
      eventOf({
        timestamp: '2026-11-21 01:50:25.123 UTC',
        user: 'a',
        dbname: 'b',
        pid: 1,
        remote_host: '10.0.0.9',
        session_id: 'x',
        error_severity: 'LOG',
        message: 'AUDIT: SESSION,1,1,READ,SELECT,,,select 1,<none>',
      }).fields,
    ).toMatchObject({ kind: 'audit', user: 'a', database: 'b', client: '10.0.0.9', statement: 'select 1' }));
  it('that a parallel worker repeats is not counted again', () =>
    expect([
      ...eventsOfBatches([
        logsOf(
          '2026-11-21 08:07:36 UTC::@:[32064]:LOG:  AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.t1,select 1,<none>',
        ),
      ]),
    ]).toEqual([]));
});

describe('a statement of several lines is one event', () => {
  const text = audit("COPY t\n  FROM PROGRAM 'id';");
  it('that came as one log', () => {
    const payload = {
      messageType: 'DATA_MESSAGE',
      owner: '1',
      logGroup: 'g',
      logStream: 's',
      logEvents: [{ id: '1', timestamp: 1, message: text }],
    };
    expect(ecsOf(eventOf(payload), 'db.statement')).toBe("COPY t\n  FROM PROGRAM 'id';");
  });
  it('that came as several', () => {
    const [log, ...rest] = joinLines(logsOf(text));
    expect([log?.text, rest]).toEqual([text, []]);
  });
  it('but output that leaked into the log is no part of it', () =>
    expect(joinLines(logsOf(`${audit('select 1')}\nuid=0(root)`)).map(log => log.text)).toEqual([
      audit('select 1'),
      'uid=0(root)',
    ]));
});

const folder = corpora();
const bytes = () => readFileSync(join(folder ?? '', 'telemetry/postgres/postgresql.log.2026-11-21-01'));

/** The recorded lines as CloudWatch events, one a line, in payloads of these sizes. */
function payloads(sizes: readonly number[]): readonly (readonly Log[])[] {
  const lines = bytes().toString().trimEnd().split('\n');
  const events = lines.map((message, n) => ({
    id: String(n).padStart(56, '0'),
    timestamp: 1_795_225_836_000,
    message,
  }));
  const cuts: (typeof events)[] = [];
  for (let at = 0, n = 0; at < events.length; n++) {
    const size = Math.max(1, sizes[n % sizes.length] ?? 1);
    cuts.push(events.slice(at, at + size));
    at += size;
  }
  return cuts.map((logEvents, n) => {
    const payload = JSON.stringify({
      messageType: 'DATA_MESSAGE',
      owner: '1',
      logGroup: '/aws/rds/instance/x/postgresql',
      logStream: 's',
      logEvents,
    });
    const decoded = decodeRecord(
      Buffer.from(payload),
      { arrival: 0, recordId: `r${n}`, account: '1', region: '' },
      defaultLimits,
    );
    return decoded.outcome === 'logs' ? decoded.logs : [];
  });
}

describe.skipIf(folder === null)('a recorded log (skipped where the test data is absent)', () => {
  it('of 657 lines gives 389 events', () => {
    const logs = [
      ...decodeFile(bytes(), { arrival: 0, recordId: '', account: '', region: '', file: 'x' }, defaultLimits),
    ].flatMap(one => (one.outcome === 'logs' ? one.logs : []));
    const events = [...eventsOfBatches([logs]).values()];
    expect(events).toHaveLength(389);
    expect(events.flatMap(event => event.origin.lines ?? [event.origin.line]).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 657 }, (_, n) => n + 1),
    );
  });
  it('gives the same events in any batches and any order', () => {
    const told = (batches: readonly (readonly Log[])[]) =>
      [...eventsOfBatches(batches).values()]
        .map(({ id, time, fields, text }) => ({ id, time, fields, text }))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    const whole = told(payloads([100_000]));
    expect(whole).toHaveLength(389);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        (sizes, seed) => {
          const batches = payloads(sizes)
            .map((logs, n) => ({ logs, key: (n * 7919 + seed) % 1009 }))
            .sort((a, b) => a.key - b.key);
          expect(told(batches.map(batch => batch.logs))).toEqual(whole);
        },
      ),
      { numRuns: 10 },
    );
  });
});
