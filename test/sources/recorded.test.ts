import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../lib/event/index.ts';
import { eventsOfBatches } from './assembled.ts';
import { ecsOf, pick } from './read.ts';
import {
  type AuditEvidence,
  csvRows,
  deed,
  hasRecordings,
  recordedBatches,
  recordedEvents,
  recordedText,
  scenarios,
} from './recorded.ts';

/**
 * Every piece of evidence that the recordings name, in every stream that has it, held to what was really done; and the
 * two database logs held to a second reading of the same facts.
 */
describe.skipIf(!hasRecordings)('recorded telemetry (skipped where the test data is absent)', () => {
  const all = scenarios();
  const evidence = all.flatMap(({ evidence: { audit = [] } }) => audit);

  describe.each(['audit/audit.raw.log', 'audit/audit.enriched.log'])('%s', name => {
    const events = hasRecordings ? recordedEvents(name) : [];
    const bySerial = new Map(events.map(event => [event.sequence, event]));

    it('has every deed, by whom and with what', () => {
      expect(evidence.length).toBeGreaterThan(100);
      for (const told of evidence) {
        const event = bySerial.get(told.serial);
        if (event === undefined) throw new Error(`no event ${told.serial}`);
        expectDeed(event, told);
        expect(ecsOf(event, 'process.pid')).toBe(told.pid);
        expect(ecsOf(event, 'process.parent.pid')).toBe(told.ppid);
        expect([event.origin.lines?.[0], event.origin.lines?.at(-1)]).toEqual(told.lines);
      }
    });
    it('happens in the window of its scenario', () => {
      for (const { evidence: own, window } of all)
        for (const { serial } of own.audit ?? []) expectWithin(bySerial.get(serial), window);
    });
    it('names no wrong parent, and says so where an exec told of none', () => {
      const named = evidence.flatMap(({ serial, parent_chain }) => {
        const event = bySerial.get(serial);
        const parent = event === undefined ? null : ecsOf(event, 'process.parent.name');
        return parent === null ? [] : [{ serial, parent, chain: parent_chain.split('(')[0] }];
      });
      expect(named.filter(({ parent, chain }) => parent !== chain)).toEqual([]);
      expect(named.length / evidence.length).toBeGreaterThan(0.6);
    });
  });

  it('the records that the kernel sent, ends of events included, tell the same events', () => {
    const told = (name: string) =>
      recordedEvents(name)
        .filter(event => event.sequence >= (evidence[0]?.serial ?? 0))
        .map(event => [
          event.sequence,
          event.time,
          pick(event, 'user.id', 'process.pid', 'process.command_line', 'file.path', 'destination.ip', 'event.outcome'),
        ]);
    const fromKernel = new Map(told('audit/audit.kernel-multicast.raw').map(([serial, ...rest]) => [serial, rest]));
    for (const [serial, ...rest] of told('audit/audit.raw.log'))
      if (fromKernel.has(serial)) expect([serial, fromKernel.get(serial)]).toEqual([serial, rest]);
    expect(fromKernel.size).toBeGreaterThan(250);
  });

  describe('falco-derived', () => {
    const events = hasRecordings ? recordedEvents('falco-derived/falco.derived.jsonl') : [];
    const byLine = new Map(events.map(event => [event.origin.line, event]));
    it('has every deed, its direct parent and its time', () => {
      for (const { evidence: own, window } of all)
        for (const told of own.audit ?? []) {
          const event = byLine.get(told.falco_derived_line);
          if (event === undefined) throw new Error(`no event of line ${told.falco_derived_line}`);
          expectDeed(event, told);
          expect(ecsOf(event, 'process.parent.name')).toBe(told.parent_chain.split('(')[0]);
          expect(ecsOf(event, 'process.pid')).toBe(told.pid);
          expectWithin(event, window);
        }
    });
  });

  describe('the log of PostgreSQL', () => {
    const name = 'postgres/postgresql.log.2026-11-21-01';
    const events = hasRecordings ? recordedEvents(name) : [];
    const byLine = new Map(events.flatMap(event => lines(event).map(line => [line, event])));

    it('says what the csvlog of the same server says: time, who, where from and which statement', () => {
      const own = events.filter(event => event.fields.level !== 'DETAIL').map(facts);
      const rows = csvRows(recordedText(`${name}.csv`)).map(row => {
        const [time = '', user = '', database = '', pid = '', peer = ''] = row;
        const [, client = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(peer) ?? [];
        const [message = ''] = row.slice(13);
        const audit = message.startsWith('AUDIT: ') ? csvRows(`${message.slice(7)}\n`)[0] : undefined;
        return {
          time: Math.floor(Date.parse(time.replace(' UTC', 'Z')) / 1000),
          user: user || null,
          database: database || null,
          pid: Number(pid),
          client: audit === undefined ? undefined : client === '[local]' ? null : client,
          port: audit === undefined ? undefined : port === '' ? null : Number(port),
          statement: audit?.[7] ?? null,
        };
      });
      expect(rows).toHaveLength(386);
      expect(own).toHaveLength(386);
      // The two files may order the lines of one second otherwise.
      expect(sorted(own)).toEqual(sorted(rows));
    });
    it('has the evidence of each scenario, in its window', () => {
      for (const { evidence: own, window } of all)
        for (const line of (own.postgres ?? []).flatMap(({ lines: numbers }) => numbers)) {
          expectWithin(byLine.get(line), window);
          expect(ecsOf(byLine.get(line) as LogEvent, 'db.statement') ?? byLine.get(line)?.fields.kind).not.toBe(
            'message',
          );
        }
    });
  });

  describe('the log of MariaDB', () => {
    const events = hasRecordings ? recordedEvents('mariadb/server_audit.log') : [];
    it('says what its columns say', () => {
      const rows = recordedText('mariadb/server_audit.log').trimEnd().split('\n');
      expect(events).toHaveLength(rows.length);
      rows.forEach((row, at) => {
        const [stamp = '', host, user, client, connection, , action, database] = row.split(',');
        const event = events.find(({ origin }) => origin.line === at + 1);
        if (event === undefined) throw new Error(`no event of line ${at + 1}`);
        const statement = /^(?:[^,]*,){8}'(.*)',\d+$/s.exec(row)?.[1];
        expect(pick(event, 'user.name', 'db.name', 'db.statement', 'host.name')).toEqual({
          'user.name': user || null,
          'db.name': database || null,
          'db.statement': statement?.replace(/\\(['"\\])/g, '$1') ?? null,
          'host.name': host,
        });
        const [, date = '', clock = ''] = /^(\d{8}) +(\S+)$/.exec(stamp) ?? [];
        expect(event.time / 1e6).toBe(
          Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${clock}Z`) / 1000,
        );
        expect([action, connection, client]).toEqual([
          event.fields.operation,
          event.fields.connectionid,
          event.fields.host,
        ]);
      });
    });
    it('has the evidence of each scenario, in its window', () => {
      for (const { evidence: own, window } of all)
        for (const line of (own.mariadb ?? []).flatMap(({ lines: numbers }) => numbers))
          expectWithin(
            events.find(({ origin }) => origin.line === line),
            window,
          );
    });
  });

  describe('as Firehose delivers it', () => {
    const told = (...names: readonly string[]) =>
      sorted([...eventsOfBatches(recordedBatches(...names)).values()].map(({ time, fields }) => ({ time, fields })));
    it('a statement of several log events is the one that a single log event has', () =>
      expect(told('firehose-100-pg-line.json')).toEqual(told('firehose-200-pg-event.json')));
    it('the audit plugin gives the same, joined or not', () =>
      expect(told('firehose-300-mysql-audit.json')).toEqual(told('firehose-400-mysql-audit-joined.json')));
    it('auditd gives what the file gives', () => {
      const records = [
        'firehose-500-linux-audit.json',
        'firehose-501-linux-audit.json',
        'firehose-502-linux-audit.json',
      ];
      const streamed = [...eventsOfBatches(recordedBatches(...records)).values()];
      const serials = new Set(streamed.map(event => event.sequence));
      for (const { serial } of evidence) expect(serials).toContain(serial);
    });
    it('what comes again is no second event', () => {
      const all = ['firehose-100-pg-line.json', 'firehose-300-mysql-audit.json', 'firehose-500-linux-audit.json'];
      const once = [...eventsOfBatches(recordedBatches(...all)).keys()].sort();
      const again = [...eventsOfBatches(recordedBatches(...all, ...all)).keys()].sort();
      expect(again).toEqual(once);
    });
  });
});

function expectDeed(event: LogEvent, told: AuditEvidence): void {
  const { kind, uid, comm, executable, rest } = deed(told);
  expect(pick(event, 'user.id', 'process.name', 'process.executable')).toEqual({
    'user.id': uid,
    'process.name': comm,
    'process.executable': executable,
  });
  // Falco's text begins with the command's own name, audit's with what was typed.
  const afterName = (line: string): string => line.replace(/^\S+ ?/, '');
  if (kind === 'EXEC') expect(afterName(String(ecsOf(event, 'process.command_line')))).toContain(afterName(rest));
  if (kind === 'CREATE') expect(rest).toContain(String(ecsOf(event, 'file.name')));
  if (kind === 'CONNECT')
    expect(rest).toContain(`${ecsOf(event, 'destination.ip')}:${ecsOf(event, 'destination.port')}`);
}

function expectWithin(event: LogEvent | undefined, [from, to]: readonly [string, string]): void {
  // The logs of the databases know no fraction of a second.
  const second = 1_000_000;
  expect(event?.time).toBeGreaterThanOrEqual(Math.floor((Date.parse(from) * 1000) / second) * second);
  expect(event?.time).toBeLessThanOrEqual(Date.parse(to) * 1000 + second);
}

function facts(event: LogEvent) {
  const isAudit = event.fields.kind === 'audit';
  return {
    time: Math.floor(event.time / 1_000_000),
    user: ecsOf(event, 'user.name'),
    database: ecsOf(event, 'db.name'),
    pid: event.fields.pid,
    client: isAudit ? ecsOf(event, 'source.ip') : undefined,
    port: isAudit ? ecsOf(event, 'source.port') : undefined,
    statement: isAudit ? ecsOf(event, 'db.statement') : null,
  };
}

function lines({ origin }: LogEvent): readonly number[] {
  return origin.lines ?? [origin.line];
}

function sorted<T>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
