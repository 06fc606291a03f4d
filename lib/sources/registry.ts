import type { FieldTable } from '../event/index.ts';
import { type Log, openedBy } from '../ingest/index.ts';
import { activityStream } from './activity-stream.ts';
import { auditd } from './auditd.ts';
import { cloudtrail } from './cloudtrail.ts';
import { ecs } from './ecs.ts';
import { falco } from './falco.ts';
import { guardduty } from './guardduty.ts';
import { json } from './json.ts';
import { kubernetesAudit } from './kubernetes-audit.ts';
import { mysqlAudit } from './mysql-audit.ts';
import { ocsf } from './ocsf.ts';
import { postgresql, postgresqlJson } from './postgresql.ts';
import { route53 } from './route53.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { syslog } from './syslog.ts';
import { text } from './text.ts';
import { vpcFlow } from './vpc-flow.ts';
import { windows, winlogbeat } from './windows.ts';

/** Every source, the sure ones before those that take what no other does. */
export const sources: readonly Source[] = [
  falco,
  cloudtrail,
  guardduty,
  route53,
  kubernetesAudit,
  activityStream,
  postgresqlJson,
  ocsf,
  winlogbeat,
  windows,
  ecs,
  json,
  auditd,
  postgresql,
  mysqlAudit,
  vpcFlow,
  syslog,
  text,
];

/** How each source's events answer a rule's questions, by the source's name. */
export const fieldTables: Readonly<Record<string, FieldTable>> = Object.fromEntries(
  sources.map(source => [source.name, source.fields]),
);

export const defaultSettings: SourceSettings = { hosts: [], formats: {} };

/** Who reads this log? `forced` names a source that is to read it whatever it looks like (`--source`). */
export function recogniseSource(log: Log, forced = ''): Source {
  const wanted = forced === '' ? undefined : byName.get(forced);
  const opened = wanted === undefined && log.json !== null ? openedBy(log.text) : null;
  return wanted ?? byName.get(opened ?? '') ?? sources.find(source => source.recognises(log)) ?? text;
}

/** A log to its events, by whichever source reads it. */
export function readLog(
  log: Log,
  settings: SourceSettings,
  forced = '',
): { readonly source: Source; readonly parsed: Parsed } {
  const source = recogniseSource(log, forced);
  return { source, parsed: source.parse(log, settings) };
}

export function sourceNamed(name: string): Source | undefined {
  return byName.get(name);
}

const byName: ReadonlyMap<string, Source> = new Map(sources.map(source => [source.name, source]));
