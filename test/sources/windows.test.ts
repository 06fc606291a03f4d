import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { windowsKind } from '../../lib/sources/windows-kinds.ts';
import { windowsName } from '../../lib/sources/windows-record.ts';
import { windowsService } from '../../lib/sources/windows-services.ts';
import { splitCommandLine } from '../../lib/sources/windows-values.ts';
import { corpora } from '../corpora.ts';
import { ecsOf, eventOf, eventsOf, pick } from './read.ts';

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';
const data = {
  UtcTime: '2026-11-21 01:00:00.250',
  Image: 'C:\\Windows\\System32\\cmd.exe',
  CommandLine: '"C:\\Windows\\System32\\cmd.exe" /c "echo a b"',
  ProcessId: 42,
  User: 'CORP\\anna',
  ParentImage: 'C:\\mysql\\bin\\mysqld.exe',
  Hashes: 'SHA1=AA,MD5=BB,IMPHASH=CC',
};

/** One Sysmon event in every layout. */
const layouts = [
  {
    name: 'evtx_dump',
    record: {
      Event: {
        System: {
          Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
          EventID: 1,
          TimeCreated: { '#attributes': { SystemTime: '2026-11-21T01:00:00.250000Z' } },
          EventRecordID: 7,
          Channel: SYSMON,
          Computer: 'db1',
        },
        EventData: data,
      },
    },
    source: 'windows',
  },
  {
    name: 'evtx_dump with attributes apart and named Data',
    record: {
      Event: {
        System: {
          Provider_attributes: { Name: 'Microsoft-Windows-Sysmon' },
          EventID: { '#attributes': { Qualifiers: 0 }, '#text': '1' },
          TimeCreated_attributes: { SystemTime: '2026-11-21T01:00:00.250000Z' },
          EventRecordID: 7,
          Channel: SYSMON,
          Computer: 'db1',
        },
        EventData: { Data: Object.entries(data).map(([Name, text]) => ({ '#attributes': { Name }, '#text': text })) },
      },
    },
    source: 'windows',
  },
  {
    name: 'NXLog',
    record: {
      SourceName: 'Microsoft-Windows-Sysmon',
      Channel: SYSMON,
      Hostname: 'db1',
      EventID: '1',
      RecordNumber: 7,
      EventTime: '2026-11-20 20:00:00',
      ...data,
    },
    source: 'windows',
  },
  {
    name: 'Azure Monitor',
    record: {
      TimeGenerated: 'x',
      Provider: 'Microsoft-Windows-Sysmon',
      Channel: SYSMON,
      Computer: 'db1',
      EventID: 1,
      EventRecordID: 7,
      EventData: JSON.stringify({ ...data, UtcTime: '2026-11-21T01:00:00.2500000Z' }),
    },
    source: 'windows',
  },
  {
    name: 'Winlogbeat 6',
    record: {
      '@timestamp': '2026-11-21T01:00:00.250Z',
      log_name: SYSMON,
      source_name: 'Microsoft-Windows-Sysmon',
      computer_name: 'db1',
      event_id: 1,
      record_number: '7',
      event_data: data,
    },
    source: 'windows',
  },
  {
    name: 'Winlogbeat 8',
    record: {
      '@timestamp': '2026-11-21T01:00:00.250Z',
      winlog: {
        channel: SYSMON,
        provider_name: 'Microsoft-Windows-Sysmon',
        computer_name: 'db1',
        event_id: 1,
        record_id: 7,
        event_data: data,
      },
      event: { code: '1' },
    },
    source: 'winlogbeat',
  },
];

describe.each(layouts)('a Sysmon event in the layout of $name', ({ record, source }) => {
  const event = eventOf(record);
  it('is recognised, dated and routed', () => {
    expect(event.source).toBe(source);
    expect(event.time).toBe(Date.UTC(2026, 10, 21, 1, 0, 0, 250) * 1000);
    expect(event.logSource).toEqual({ product: 'windows', service: 'sysmon', categories: ['process_creation'] });
    expect(event.host).toEqual({ id: 'db1', name: 'db1' });
  });
  it('answers ECS names', () =>
    expect(
      pick(
        event,
        'event.code',
        'process.name',
        'process.pid',
        'process.args',
        'process.parent.name',
        'user.name',
        'user.domain',
        'process.hash.md5',
        'process.pe.imphash',
        'winlog.event_data.Image',
        'winlog.channel',
      ),
    ).toEqual({
      'event.code': '1',
      'process.name': 'cmd.exe',
      'process.pid': 42,
      'process.args': ['C:\\Windows\\System32\\cmd.exe', '/c', 'echo a b'],
      'process.parent.name': 'mysqld.exe',
      'user.name': 'anna',
      'user.domain': 'CORP',
      'process.hash.md5': 'bb',
      'process.pe.imphash': 'cc',
      'winlog.event_data.Image': 'C:\\Windows\\System32\\cmd.exe',
      'winlog.channel': SYSMON,
    }));
  it('has one identity in all layouts that number their records', () =>
    expect(event.id.split(':')[1]).toBe(eventOf(layouts[0]?.record ?? {}).id.split(':')[1]));
});

const security = (EventID: number, fields: object) => ({
  Channel: 'Security',
  Hostname: 'dc1',
  SourceName: 'Microsoft-Windows-Security-Auditing',
  EventID,
  ...fields,
});

describe('Windows Security', () => {
  it('4688 is a process, with its ids in hexadecimal', () => {
    const event = eventOf(
      security(4688, {
        NewProcessName: 'C:\\a.exe',
        NewProcessId: '0x1a',
        ProcessId: '0x10',
        ParentProcessName: 'C:\\b.exe',
        SubjectUserName: 'anna',
      }),
    );
    expect(event.logSource).toEqual({ product: 'windows', service: 'security', categories: ['process_creation'] });
    expect(
      pick(event, 'process.name', 'process.pid', 'process.parent.pid', 'process.parent.name', 'user.name'),
    ).toEqual({
      'process.name': 'a.exe',
      'process.pid': 26,
      'process.parent.pid': 16,
      'process.parent.name': 'b.exe',
      'user.name': 'anna',
    });
  });
  it('4625 is a failed login of the target', () =>
    expect(
      pick(
        eventOf(
          security(4625, { TargetUserName: 'sa', SubjectUserName: '-', IpAddress: '198.51.100.7', LogonType: 3 }),
        ),
        'event.outcome',
        'user.name',
        'source.ip',
        'winlog.logon.type',
        'event.action',
      ),
    ).toEqual({
      'event.outcome': 'failure',
      'user.name': 'sa',
      'source.ip': '198.51.100.7',
      'winlog.logon.type': 'Network',
      'event.action': 'logon-failed',
    }));
  it.each([
    { keywords: '0x8020000000000000', outcome: 'success' },
    { keywords: Number('-9218868437227405312'), outcome: 'failure' },
    { keywords: ['Audit Success'], outcome: 'success' },
    { keywords: '0x0', outcome: null },
  ])('the audit bit $keywords', ({ keywords, outcome }) =>
    expect(ecsOf(eventOf(security(4624, { Keywords: keywords })), 'event.outcome')).toBe(outcome),
  );
  it('a dash is unknown', () =>
    expect(ecsOf(eventOf(security(4624, { IpAddress: '-' })), 'source.address')).toBe(null));
});

describe('channels and ids become Sigma’s words', () => {
  it.each([
    { channel: SYSMON, id: 12, eventType: 'CreateKey', sigma: ['registry_event', 'registry_add'] },
    { channel: SYSMON, id: 12, eventType: 'DeleteValue', sigma: ['registry_event', 'registry_delete'] },
    { channel: SYSMON, id: 13, eventType: 'SetValue', sigma: ['registry_event', 'registry_set'] },
    { channel: SYSMON, id: 22, eventType: '', sigma: ['dns_query', 'dns'] },
    { channel: 'Microsoft-Windows-PowerShell/Operational', id: 4104, eventType: '', sigma: ['ps_script'] },
    { channel: 'Windows PowerShell', id: 400, eventType: '', sigma: ['ps_classic_start'] },
    { channel: 'System', id: 7045, eventType: '', sigma: [] },
  ])('$channel $id $eventType', ({ channel, id, eventType, sigma }) =>
    expect(windowsKind(channel, id, eventType).sigma).toEqual(sigma),
  );
  it.each([
    ['security', 'security'],
    ['Microsoft-Windows-Windows Defender/Operational', 'windefend'],
    ['Microsoft-Windows-AppLocker/EXE and DLL', 'applocker'],
    ['Microsoft-Windows-SmbClient/Security', 'smbclient-security'],
    ['Some/Channel', 'some/channel'],
  ])('%s is %s', (channel, service) => expect(windowsService(channel)).toBe(service));
});

it('unnamed values are Data, as Sigma calls them', () =>
  expect(
    eventOf({
      log_name: 'Windows PowerShell',
      event_id: 800,
      computer_name: 'x',
      event_data: { param1: 'a', param2: 'b' },
    }).fields['weir.names'],
  ).toMatchObject({ Data: ['a', 'b'] }));

it('UserData is named by its innermost elements', () =>
  expect(
    eventOf({
      Event: { System: { Channel: 'c', EventID: 5 }, UserData: { Operation: { Name: 'x', '#attributes': {} } } },
    }).fields['weir.names'],
  ).toMatchObject({ Name: 'x' }));

it.each([
  { line: 'a  "b c" d"e f"', words: ['a', 'b c', 'de f'] },
  { line: '""', words: [''] },
  { line: '', words: [] },
])('command line $line', ({ line, words }) => expect(splitCommandLine(line)).toEqual(words));

const folder = corpora();
describe.skipIf(folder === null)('recorded Windows events (skipped where the test data is absent)', () => {
  it('1,071 process creations all have a process and a host', () => {
    const events = eventsOf(
      gunzipSync(readFileSync(join(folder ?? '', 'windows-process-creation.ndjson.gz'))).toString(),
    );
    expect(events).toHaveLength(1071);
    expect(events.filter(event => event.logSource.categories?.join() !== 'process_creation')).toEqual([]);
    expect(events.filter(event => ecsOf(event, 'process.name') === null || event.host === undefined)).toEqual([]);
  });
});

it('names with spaces are found without them', () => {
  const event = eventOf({
    Event: {
      System: { EventID: 1119, Channel: 'Microsoft-Windows-Windows Defender/Operational', Computer: 'db-1' },
      EventData: { 'Threat Name': 'EICAR', Path: 'file:_C:\\x' },
    },
  });
  expect(windowsName(event.fields, 'ThreatName')).toBe('EICAR');
});
