import { type JsonObject, type JsonValue, type Micros, parseIsoMicros } from '../event/index.ts';
import type { Severity } from '../rule/index.ts';
import type { Evidence, Finding } from './finding.ts';
import { ocsfAttacks } from './ocsf-attacks.ts';
import { showValue } from './show-value.ts';

export interface OcsfOptions {
  readonly createdAt: Micros;
  readonly updatedAt: Micros;
}

/**
 * A finding as an OCSF 1.6 Detection Finding (class 2004). Times are epoch milliseconds. What the class has no place for
 * stands under `unmapped`, so nothing is lost on the way.
 */
export function renderOcsf(finding: Finding, { createdAt, updatedAt }: OcsfOptions): JsonObject {
  const activity = activityOf(finding);
  const first = millisOf(finding.firstSeen, createdAt);
  const last = millisOf(finding.lastSeen, createdAt);
  return {
    activity_id: activity.id,
    activity_name: activity.name,
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    type_uid: 200_400 + activity.id,
    type_name: `Detection Finding: ${activity.name}`,
    time: Math.floor(updatedAt / 1000),
    start_time: first,
    end_time: last,
    count: finding.count,
    is_alert: true,
    severity_id: severityIds[finding.severity],
    severity: severityNames[finding.severity],
    status_id: finding.state === 'active' ? 1 : 4,
    status: finding.state === 'active' ? 'New' : 'Resolved',
    message: finding.title,
    metadata: {
      version: '1.6.0',
      uid: finding.id,
      sequence: finding.revision,
      product: { name: 'weir', vendor_name: 'weir' },
      profiles: ['cloud', 'security_control'],
    },
    finding_info: {
      uid: finding.id,
      title: finding.title,
      desc: finding.description,
      types: [...finding.attack.tactics],
      created_time: Math.floor(createdAt / 1000),
      modified_time: Math.floor(updatedAt / 1000),
      first_seen_time: first,
      last_seen_time: last,
      analytic: { uid: finding.rule, name: finding.title, type_id: 1, type: 'Rule', category: finding.language },
      attacks: ocsfAttacks(finding.attack),
      data_sources: [...finding.sources],
      related_events_count: finding.count,
    },
    cloud: {
      provider: 'AWS',
      ...(finding.region === '' ? {} : { region: finding.region }),
      ...(finding.account === '' ? {} : { account: { uid: finding.account, type_id: 10, type: 'AWS Account' } }),
    },
    evidences: finding.evidence.map(evidenceOf),
    observables: observablesOf(finding),
    resources: Object.entries(finding.entity).map(([type, name]) => ({ type, name })),
    remediation: {
      desc: finding.response.join('\n') || finding.triage.join('\n') || '-',
      references: [...finding.references],
    },
    unmapped: {
      state: finding.state,
      staged: finding.staged,
      capped: finding.capped,
      seen: finding.seen,
      missing: [...finding.missing],
      why: finding.why,
      severityReason: finding.severityReason,
      triage: [...finding.triage],
      falsePositives: [...finding.falsePositives],
      related: [...finding.related],
      details: finding.details,
      overflow: finding.overflow,
    },
  };
}

const severityIds = { informational: 1, low: 2, medium: 3, high: 4, critical: 5 } as const satisfies Record<
  Severity,
  number
>;
const severityNames = {
  informational: 'Informational',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
} as const satisfies Record<Severity, string>;

function activityOf(finding: Finding): { id: number; name: string } {
  if (finding.state === 'retracted') return { id: 3, name: 'Close' };
  return finding.revision === 1 ? { id: 1, name: 'Create' } : { id: 2, name: 'Update' };
}

function evidenceOf({ event, time, source, leg, logGroup, logStream, fields }: Evidence): JsonObject {
  const text = (name: string): string => showValue(fields[name]);
  return {
    uid: event,
    name: leg || source || event,
    ...object('actor', { user: named(text('user.name'), text('user.id')), process: processOf(text, 'process.parent') }),
    ...object('process', processOf(text, 'process') ?? {}),
    ...object('src_endpoint', endpoint(text('source.ip'), text('source.port'))),
    ...object('dst_endpoint', endpoint(text('destination.ip'), text('destination.port'))),
    ...object('device', named(text('host.name'), text('host.id')) ?? {}),
    data: { time, source, leg, logGroup, logStream, fields },
  };
}

type Parts = Readonly<Record<string, JsonValue | null>>;

/** An object of the parts that are there; nothing where none is. */
function object(name: string, parts: Parts): JsonObject {
  const known = Object.entries(parts).filter((part): part is [string, JsonValue] => part[1] !== null);
  return known.length === 0 ? {} : { [name]: Object.fromEntries(known) };
}

function named(name: string, uid: string): JsonObject | null {
  if (name === '' && uid === '') return null;
  return { ...(name === '' ? {} : { name }), ...(uid === '' ? {} : { uid }) };
}

function processOf(text: (name: string) => string, prefix: string): JsonObject | null {
  const [name, path, line] = [text(`${prefix}.name`), text(`${prefix}.executable`), text(`${prefix}.command_line`)];
  if (name === '' && path === '' && line === '') return null;
  return {
    ...(name === '' ? {} : { name }),
    ...(path === '' ? {} : { path }),
    ...(line === '' ? {} : { cmd_line: line }),
  };
}

function endpoint(ip: string, port: string): Parts {
  const number = Number(port);
  const isPort = port !== '' && Number.isInteger(number) && number >= 0 && number <= 65_535;
  return { ip: ip === '' ? null : ip, port: isPort ? number : null };
}

/** OCSF's observable types for the kinds of participants that it knows. */
const observableTypes: Readonly<Record<string, readonly [number, string]>> = {
  host: [1, 'Hostname'],
  source: [2, 'IP Address'],
  user: [4, 'User Name'],
};

function observablesOf(finding: Finding): JsonObject[] {
  return Object.entries(finding.seen).flatMap(([kind, names]) => {
    const [type_id, type] = observableTypes[kind] ?? [99, 'Other'];
    return names.map(value => ({ name: kind, type_id, type, value }));
  });
}

function millisOf(iso: string, otherwise: Micros): number {
  return Math.floor((parseIsoMicros(iso) ?? otherwise) / 1000);
}
