import { type FieldRead, type FieldTable, type JsonObject, readPath } from '../event/index.ts';
import { commonFields } from './common-fields.ts';
import { asNumber, at, computed, constant, ipAddress, known, mapped, textAt } from './field-read.ts';
import { sqlFields } from './sql-fields.ts';

const peer = mapped(known(at('host')), 'without its port', value => String(value).replace(/:\d{1,5}$/, ''));
const operation = (fields: JsonObject): string => textAt(fields, 'operation');
const failed = (fields: JsonObject): boolean => {
  const code = textAt(fields, 'retcode');
  return operation(fields) === 'FAILED_CONNECT' || (code !== '' && code !== '0');
};
const ofOperation = (read: (name: string, fields: JsonObject) => FieldValue): FieldRead =>
  computed('by `operation`', fields => read(operation(fields), fields));
type FieldValue = readonly string[] | string | undefined;

export const mysqlAuditFields: FieldTable = {
  source: 'mysql-audit',
  ecs: {
    ...commonFields('mysql', 'mysql.audit'),
    'event.category': ofOperation(name => (/CONNECT/.test(name) ? ['authentication', 'database'] : ['database'])),
    'event.type': ofOperation(name => [TYPES.get(name) ?? 'info']),
    'event.action': ofOperation(name => name.toLowerCase()),
    'event.code': known(at('retcode')),
    'event.outcome': computed('`retcode`, or a failed connect', fields => (failed(fields) ? 'failure' : 'success')),
    message: known(at('object')),
    'user.name': known(at('username')),
    'source.address': peer,
    'source.ip': ipAddress(peer),
    'service.type': constant('mysql'),
    'db.system': constant('mysql'),
    'db.name': known(at('database')),
    'db.user': known(at('username')),
    'db.connection_id': known(at('connectionid')),
    'db.query_id': known(at('queryid')),
    'db.object': computed('`object` of table events', fields =>
      /^(?:READ|WRITE|CREATE|ALTER|RENAME|DROP)$/.test(operation(fields)) ? textAt(fields, 'object') : undefined,
    ),
    'db.response_code': asNumber(known(at('retcode'))),
    ...sqlFields,
    'db.tables': computed(
      'tables of the statement, or the `object` of table events',
      fields =>
        readPath(fields, 'sql.tables') ??
        (/^(?:READ|WRITE)$/.test(operation(fields)) ? [textAt(fields, 'object')] : undefined),
    ),
  },
  vendorRoots: [[]],
  knowsVendorName: name =>
    /^(?:timestamp|serverhost|username|host|connectionid|queryid|operation|database|object|retcode|statement|sql(?:\.(?:class|command|tables|signatures|fingerprint))?)$/.test(
      name,
    ),
  isEcs: false,
};

const TYPES: ReadonlyMap<string, string> = new Map([
  ['CONNECT', 'start'],
  ['FAILED_CONNECT', 'start'],
  ['DISCONNECT', 'end'],
  ['READ', 'access'],
  ['WRITE', 'change'],
  ['CREATE', 'creation'],
  ['ALTER', 'change'],
  ['RENAME', 'change'],
  ['DROP', 'deletion'],
  ['QUERY', 'access'],
]);
