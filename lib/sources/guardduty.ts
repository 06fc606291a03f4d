import { type FieldTable, isObject, type JsonObject, parseIsoMicros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { account, commonFields, region } from './common-fields.ts';
import { at, computed, constant, firstOf, ipAddress, known, textAt, walk } from './field-read.ts';
import { notOf, oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';

/** GuardDuty's findings as events, from EventBridge or its export to S3, to be correlated with what else happened. */
export const guardduty: Source = {
  name: 'guardduty',
  fields: fieldTable(),
  recognises: ({ json }) =>
    json !== null &&
    isObject(json.service) &&
    typeof json.type === 'string' &&
    typeof json.accountId === 'string' &&
    /guardduty/i.test(textAt(json, 'service', 'serviceName') + textAt(json, 'arn')),
  parse,
};

/** A finding that is updated is told again: the same finding, another event. */
function parse(log: Log, settings: SourceSettings): Parsed {
  const fields = log.json;
  if (fields === null) return notOf('guardduty', log);
  const updated = textAt(fields, 'updatedAt');
  return oneEvent({
    source: 'guardduty',
    log,
    settings,
    fields,
    time: parseIsoMicros(textAt(fields, 'service', 'eventLastSeen')) ?? parseIsoMicros(updated),
    logSource: { product: 'aws', service: 'guardduty', categories: [] },
    host: {
      id:
        textAt(fields, 'resource', 'instanceDetails', 'instanceId') ||
        textAt(fields, 'resource', 'rdsDbInstanceDetails', 'dbInstanceIdentifier'),
    },
    id: `${textAt(fields, 'accountId')}/${textAt(fields, 'id')}/${updated}`,
  });
}

/** The kinds of action describe the other end each in its own object. */
const ACTIONS = [
  'networkConnectionAction',
  'awsApiCallAction',
  'portProbeAction',
  'kubernetesApiCallAction',
  'rdsLoginAttemptAction',
];

function remote(fields: JsonObject, ...path: readonly string[]) {
  for (const action of ACTIONS) {
    const found = walk(fields, ['service', 'action', action, ...path]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldTable(): FieldTable {
  return {
    source: 'guardduty',
    ecs: {
      ...commonFields('aws', 'aws.guardduty'),
      'event.kind': constant('alert'),
      'event.category': constant(['intrusion_detection']),
      'event.type': constant(['info']),
      'event.action': known(at('type')),
      'event.id': known(at('id')),
      'event.severity': known(at('severity')),
      'rule.name': known(at('type')),
      'rule.category': computed('purpose of the threat in `type`', fields => textAt(fields, 'type').split(':')[0]),
      message: firstOf(known(at('description')), known(at('title'))),
      'user.name': firstOf(
        known(at('resource', 'accessKeyDetails', 'userName')),
        known(at('resource', 'rdsDbUserDetails', 'user')),
      ),
      'user.id': known(at('resource', 'accessKeyDetails', 'principalId')),
      'source.ip': ipAddress(
        computed('remote address of `service.action`', fields => remote(fields, 'remoteIpDetails', 'ipAddressV4')),
      ),
      'destination.port': computed('local port of `service.action`', fields =>
        remote(fields, 'localPortDetails', 'port'),
      ),
      'source.geo.country_name': computed('country of the remote address', fields =>
        remote(fields, 'remoteIpDetails', 'country', 'countryName'),
      ),
      'cloud.provider': constant('aws'),
      'cloud.account.id': firstOf(known(at('accountId')), account),
      'cloud.region': firstOf(known(at('region')), region),
      'cloud.instance.id': known(at('resource', 'instanceDetails', 'instanceId')),
      'aws.guardduty.resource_type': known(at('resource', 'resourceType')),
      'aws.guardduty.db_instance': known(at('resource', 'rdsDbInstanceDetails', 'dbInstanceIdentifier')),
      'db.name': known(at('resource', 'rdsDbUserDetails', 'database')),
      'db.client': known(at('resource', 'rdsDbUserDetails', 'application')),
    },
    subtrees: [{ name: 'aws.guardduty', path: [] }],
    vendorRoots: [[]],
    knowsVendorName: name =>
      /^(?:schemaVersion|accountId|region|partition|id|arn|type|resource|service|severity|createdAt|updatedAt|title|description|confidence|associatedAttackSequenceArn)(?:\..+)?$/.test(
        name,
      ),
    isEcs: false,
  };
}
