import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../lib/event/index.ts';
import { eventKinds, sources } from '../../lib/sources/index.ts';
import { fullLogs } from '../../lib/sources/kinds/index.ts';
import { windowsKind } from '../../lib/sources/windows-kinds.ts';
import { hasRecordings, recordedEvents } from './recorded.ts';

const kinds = eventKinds();
const known = (source: string, about: string) => {
  const kind = kinds.find(each => each.source === source && each.about === about);
  if (kind === undefined) throw new Error(`no kind ${about} of ${source}`);
  return kind;
};

it('every source has its kinds', () => {
  expect([...new Set(kinds.map(({ source }) => source))].sort()).toEqual(sources.map(({ name }) => name).sort());
});

it('a log of some vendor is read by that vendor’s source, as what it says it is', () => {
  for (const { source, about } of fullLogs()) expect(known(source, about).logSource.product).not.toBe(undefined);
});

describe('what a kind can have', () => {
  it.each([
    { source: 'falco', about: 'a program that starts', has: 'process.command_line', lacks: 'destination.ip' },
    { source: 'falco', about: 'a connection', has: 'destination.port', lacks: 'file.path' },
    { source: 'auditd', about: 'a program that starts', has: 'process.parent.name', lacks: 'file.path' },
    { source: 'auditd', about: 'a connection that is opened', has: 'destination.ip', lacks: 'source.ip' },
    { source: 'cloudtrail', about: 'a call of the AWS API', has: 'user.name', lacks: 'process.name' },
    {
      source: 'cloudtrail',
      about: 'a call of the AWS API',
      has: 'aws.cloudtrail.flattened.request_parameters.any.name',
      lacks: 'aws.other',
    },
    { source: 'vpc-flow', about: 'a flow, in the default format', has: 'source.ip', lacks: 'network.direction' },
    {
      source: 'windows',
      about: 'Microsoft-Windows-Sysmon/Operational, event 7',
      has: 'dll.path',
      lacks: 'process.command_line',
    },
    { source: 'windows', about: 'any other event', has: 'user.target.name', lacks: 'process.cap' },
  ])('$source, $about: $has, not $lacks', ({ source, about, has, lacks }) => {
    const kind = known(source, about);
    expect([kind.hasEcsName(has), kind.hasEcsName(lacks)]).toEqual([true, false]);
  });
  it('vendor’s names: those of the schema where there is one, else whatever may be the vendor’s', () => {
    const loaded = known('windows', 'Microsoft-Windows-Sysmon/Operational, event 7');
    expect(['ImageLoaded', 'Channel', 'CommandLine'].map(loaded.hasVendorName)).toEqual([true, true, false]);
    const call = known('cloudtrail', 'a call of the AWS API');
    expect(['requestParameters.x.y', 'CommandLine'].map(call.hasVendorName)).toEqual([true, false]);
  });
});

it('every Windows event with a category has a kind', () => {
  const declared = new Set(
    kinds.filter(({ source }) => source === 'windows').flatMap(({ logSource }) => logSource.categories),
  );
  const channels = [
    ...['Microsoft-Windows-Sysmon/Operational', 'Security', 'Microsoft-Windows-PowerShell/Operational'],
    ...['PowerShellCore/Operational', 'Windows PowerShell', 'Microsoft-Windows-Kernel-File/Analytic'],
  ];
  for (const channel of channels)
    for (let id = 0; id < 10_000; id++)
      for (const category of windowsKind(channel, id, '').sigma) expect(declared).toContain(category);
});

describe.skipIf(!hasRecordings)('recorded telemetry (skipped where the test data is absent)', () => {
  it.each([
    'audit/audit.enriched.log',
    'falco-derived/falco.derived.jsonl',
    'postgres/postgresql.log.2026-11-21-01',
    'mariadb/server_audit.log',
  ])('%s has no event of a kind that is not known, nor a field that its kind lacks', name => {
    for (const event of recordedEvents(name)) {
      const fitting = kinds.filter(kind => kind.source === event.source && declares(kind.logSource, event.logSource));
      expect([event.logSource, fitting.length > 0]).toEqual([event.logSource, true]);
      const fields = sources.find(source => source.name === event.source)?.fields.ecs ?? {};
      for (const [field, { read }] of Object.entries(fields))
        if (read(event.fields, event) !== undefined)
          expect([event.text.slice(0, 100), field, fitting.some(kind => kind.hasEcsName(field))]).toEqual([
            event.text.slice(0, 100),
            field,
            true,
          ]);
    }
  });
});

function declares(kind: LogEvent['logSource'], event: LogEvent['logSource']): boolean {
  return (
    kind.product === event.product &&
    kind.service === event.service &&
    (event.categories ?? []).every(category => kind.categories?.includes(category)) &&
    (event.categories?.length ?? 0) === (kind.categories?.length ?? 0)
  );
}
