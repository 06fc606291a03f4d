import { type FieldTable, isObject, type JsonObject, type JsonValue, parseIsoMicros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { commonFields } from './common-fields.ts';
import { hashOf } from './event-id.ts';
import { asNumber, at, computed, constant, ipAddress, known, lowerCase, mapped, textAt } from './field-read.ts';
import { makeEvent, notOf } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { type SqlDialect, sqlFacts } from './sql.ts';
import { sqlFields } from './sql-fields.ts';

/**
 * Database Activity Streams of RDS and Aurora, already decrypted: weir holds no key of the database's. One record holds
 * many events; heartbeats are none.
 */
export const activityStream: Source = {
  name: 'activity-stream',
  fields: fieldTable(),
  recognises: ({ json }) =>
    json !== null &&
    (Object.hasOwn(json, 'databaseActivityEvents') || Array.isArray(json.databaseActivityEventList)) &&
    typeof json.type === 'string',
  parse,
};

function parse(log: Log, settings: SourceSettings): Parsed {
  const json = log.json;
  if (json === null) return notOf('activity-stream', log);
  if (typeof json.databaseActivityEvents === 'string') {
    return {
      outcome: 'failed',
      reason: 'activity-stream: the records are still encrypted; decrypt them before they reach weir (docs/sources.md)',
    };
  }
  const batch = isObject(json.databaseActivityEvents) ? json.databaseActivityEvents : json;
  const list: readonly JsonValue[] = Array.isArray(batch.databaseActivityEventList)
    ? batch.databaseActivityEventList
    : [];
  const records = list.filter(isObject).filter(record => record.type !== 'heartbeat');
  if (records.length === 0) return { outcome: 'ignored' };
  const cluster = textAt(batch, 'clusterId');
  const instance = textAt(batch, 'instanceId');
  return {
    outcome: 'events',
    events: records.map((record, index) => eventOf(record, index, { log, settings, cluster, instance })),
  };
}

interface Batch {
  readonly log: Log;
  readonly settings: SourceSettings;
  readonly cluster: string;
  readonly instance: string;
}

function eventOf(record: JsonObject, index: number, { log, settings, cluster, instance }: Batch) {
  const statement = textAt(record, 'commandText');
  const fields = {
    ...record,
    clusterId: cluster,
    instanceId: instance,
    ...(statement !== '' && { statement, sql: { ...sqlFacts(statement, dialectOf(record)) } }),
  };
  const facts = ['logTime', 'sessionId', 'statementId', 'substatementId', 'command'].map(name =>
    String(record[name] ?? ''),
  );
  return makeEvent({
    source: 'activity-stream',
    log,
    settings,
    fields,
    time: parseIsoMicros(textAt(record, 'startTime')) ?? parseIsoMicros(textAt(record, 'logTime')),
    logSource: {
      product: textAt(record, 'serverType').toLowerCase() || 'rds',
      service: 'activity-stream',
      categories: ['database'],
    },
    host: { id: instance || cluster, name: textAt(record, 'serverHost') },
    id: hashOf([instance, cluster, ...facts, facts.join('') === '' ? String(index) : '']),
    sequence: Number(record.statementId ?? 0) || 0,
    text: JSON.stringify(record),
  });
}

function dialectOf(record: JsonObject): SqlDialect {
  const server = textAt(record, 'serverType').toLowerCase();
  if (server.includes('postgres')) return 'postgresql';
  return server.includes('mysql') || server.includes('maria') ? 'mysql' : 'other';
}

function fieldTable(): FieldTable {
  const failed = (fields: JsonObject): boolean => textAt(fields, 'errorMessage') !== '';
  return {
    source: 'activity-stream',
    ecs: {
      ...commonFields('aws', 'aws.rds_activity_stream'),
      'event.category': computed('by `command`', fields =>
        /CONNECT|LOGIN/i.test(textAt(fields, 'command')) ? ['authentication', 'database'] : ['database'],
      ),
      'event.type': constant(['access']),
      'event.action': lowerCase(known(at('command'))),
      'event.outcome': computed('failure where `errorMessage` is set', fields =>
        failed(fields) ? 'failure' : 'success',
      ),
      'event.code': mapped(known(at('exitCode')), '', value => String(value)),
      'user.name': known(at('dbUserName')),
      'source.ip': ipAddress(known(at('remoteHost'))),
      'source.address': known(at('remoteHost')),
      'source.port': asNumber(known(at('remotePort'))),
      'process.pid': asNumber(known(at('pid'))),
      'user_agent.original': known(at('clientApplication')),
      'db.system': lowerCase(known(at('serverType'))),
      'db.name': known(at('databaseName')),
      'db.user': known(at('dbUserName')),
      'db.client': known(at('clientApplication')),
      'db.object': known(at('objectName')),
      'db.object_type': known(at('objectType')),
      'db.audit_class': known(at('class')),
      'db.rows': asNumber(known(at('rowCount'))),
      ...sqlFields,
    },
    vendorRoots: [[]],
    knowsVendorName: name => ACTIVITY_NAME.test(name),
    isEcs: false,
  };
}

const ACTIVITY_NAME =
  /^(?:startTime|endTime|logTime|statementId|substatementId|objectType|command|objectName|databaseName|dbUserName|remoteHost|remotePort|sessionId|rowCount|commandText|paramList|pid|clientApplication|exitCode|class|serverVersion|serverType|serviceName|serverHost|netProtocol|dbProtocol|type|errorMessage|transactionId|engineNativeAuditFields(?:\..+)?|clusterId|instanceId|statement|sql(?:\..+)?)$/;
