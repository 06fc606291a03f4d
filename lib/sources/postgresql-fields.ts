import { type FieldRead, type FieldTable, readPath } from '../event/index.ts';
import { commonFields } from './common-fields.ts';
import { asNumber, at, computed, constant, firstOf, ipAddress, known, mapped } from './field-read.ts';
import { sqlFields } from './sql-fields.ts';

const byKind = (what: 'category' | 'type' | 'action'): FieldRead =>
  computed(`${what} by the form of the message`, fields => {
    const kind = String(fields.kind);
    const row = KINDS.get(kind) ?? { category: ['database'], type: [isError(fields.level) ? 'error' : 'info'] };
    return what === 'action'
      ? kind === 'audit' || kind === 'statement'
        ? String(readPath(fields, 'sql.command') ?? kind).toLowerCase()
        : kind
      : row[what];
  });

const isError = (level: unknown): boolean => level === 'ERROR' || level === 'FATAL' || level === 'PANIC';

const KINDS: ReadonlyMap<string, { readonly category: readonly string[]; readonly type: readonly string[] }> = new Map([
  ['audit', { category: ['database'], type: ['access'] }],
  ['statement', { category: ['database'], type: ['access'] }],
  ['connection-received', { category: ['database', 'network'], type: ['connection', 'start'] }],
  ['connection-authenticated', { category: ['authentication', 'database'], type: ['info'] }],
  ['connection-authorized', { category: ['authentication', 'database', 'session'], type: ['start'] }],
  ['replication-authorized', { category: ['authentication', 'database', 'session'], type: ['start'] }],
  ['replication-command', { category: ['database'], type: ['access'] }],
  ['disconnection', { category: ['database', 'session'], type: ['end'] }],
  ['authentication-failed', { category: ['authentication', 'database'], type: ['start'] }],
  ['permission-denied', { category: ['database'], type: ['denied'] }],
]);

const client = mapped(known(at('client')), 'where no socket,', value => (value === '[local]' ? undefined : value));

export const postgresqlFields: FieldTable = {
  source: 'postgresql',
  ecs: {
    ...commonFields('postgresql', 'postgresql.log'),
    'event.category': byKind('category'),
    'event.type': byKind('type'),
    'event.action': byKind('action'),
    'event.code': known(at('sql_state')),
    'event.outcome': computed('failure in errors', fields => (isError(fields.level) ? 'failure' : 'success')),
    'log.level': at('level'),
    message: at('message'),
    'user.name': firstOf(known(at('user')), known(at('identity'))),
    'source.address': client,
    'source.ip': ipAddress(client),
    'source.port': asNumber(known(at('client_port'))),
    'process.pid': at('pid'),
    'service.type': constant('postgresql'),
    'db.system': constant('postgresql'),
    'db.name': known(at('database')),
    'db.user': known(at('user')),
    'db.client': known(at('application_name')),
    'db.audit_class': at('class'),
    'db.audit_type': at('audit_type'),
    'db.object': known(at('object_name')),
    'db.object_type': known(at('object_type')),
    'db.statement_id': at('statement_id'),
    'db.duration_ms': at('duration_ms'),
    'user_agent.original': known(at('application_name')),
    ...sqlFields,
  },
  vendorRoots: [[]],
  knowsVendorName: name => POSTGRESQL_NAME.test(name),
  isEcs: false,
};

const POSTGRESQL_NAME =
  /^(?:user|database|pid|client|client_port|level|message|kind|audit_type|statement_id|substatement_id|class|command|object_type|object_name|statement|parameter|duration_ms|identity|method|application_name|session|session_line|session_time|command_tag|sql_state|detail|hint|query|backend_type|sql(?:\.(?:class|command|tables|signatures|fingerprint))?)$/;
