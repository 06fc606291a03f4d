import type { LogEvent } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { assembleAudit, isWholeAudit, standsAlone } from './auditd-assemble.ts';
import { auditContext } from './auditd-context.ts';
import { auditdFields } from './auditd-fields.ts';
import { type AuditRecord, auditRecord, isAuditLine, recordOf } from './auditd-record.ts';
import { hostEntity } from './host-entity.ts';
import { notOf } from './make-event.ts';
import type { Fragment, Parsed, Source, SourceSettings } from './source.ts';

/**
 * The Linux audit log as auditd writes it, one line a log (CloudWatch agent, syslog). One act is several records that
 * share `audit(time:serial)`: they are assembled into one event, in whatever order and batches they come.
 */
export const auditd: Source = {
  name: 'auditd',
  fields: auditdFields,
  recognises: ({ json, text }) => (json === null ? isAuditLine(text) : false),
  parse,
  isWhole: isWholeAudit,
  assemble,
  context: auditContext,
};

function parse(log: Log, settings: SourceSettings): Parsed {
  const record = auditRecord(log.text);
  if (record === null) return notOf('auditd', log);
  if (record.type === 'EOE') return { outcome: 'ignored' };
  const { account, logGroup, logStream } = log.origin;
  const host =
    hostEntity(log, { id: record.node, name: record.node }, settings)?.id ?? `${account}/${logGroup}/${logStream}`;
  const fragment: Fragment = {
    source: 'auditd',
    key: `${host}/${record.stamp}:${record.serial}`,
    part: partOf(record),
    log,
    content: { ...record, values: record.values },
    complete: record.type === 'PROCTITLE' || standsAlone(record.type),
    deadline: log.arrival + PATIENCE,
  };
  return { outcome: 'fragment', fragment };
}

/** The lines of one event reach CloudWatch within seconds of each other; a minute covers two buffers of Firehose. */
const PATIENCE = 60_000_000;

/** Several PATH and EXECVE records of one event are told apart by what they number. */
function partOf({ type, values }: AuditRecord): string {
  if (type === 'PATH') return `PATH/${values.item ?? ''}`;
  return type === 'EXECVE' ? `EXECVE/${Object.keys(values).join()}` : type;
}

function assemble(_: string, parts: readonly Fragment[], settings: SourceSettings): readonly LogEvent[] {
  return assembleAudit(
    parts.map(({ log, content }) => ({ log, record: recordOf(content) })),
    settings,
  );
}
