import {
  type FieldRead,
  type FieldTable,
  isObject,
  type JsonObject,
  type JsonValue,
  readPath,
} from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { account, commonFields, region } from './common-fields.ts';
import { asText, basename, computed, dirname, extension, firstOf, ipAddress, mapped } from './field-read.ts';
import { notOf, oneEvent } from './make-event.ts';
import { ocsfClass, ocsfProduct } from './ocsf-classes.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { timeOf } from './time-of.ts';

/** Events in the Open Cybersecurity Schema Framework, as Security Lake and many products write them. */
export const ocsf: Source = {
  name: 'ocsf',
  fields: fieldTable(),
  recognises: ({ json }) =>
    json !== null &&
    typeof json.class_uid === 'number' &&
    isObject(json.metadata) &&
    Object.hasOwn(json, 'category_uid'),
  parse,
};

function parse(log: Log, settings: SourceSettings): Parsed {
  const fields = log.json;
  if (fields === null) return notOf('ocsf', log);
  const text = (name: string): string => String(readPath(fields, name) ?? '');
  const uid = text('metadata.uid');
  const time = timeOf(fields.time) ?? timeOf(fields.time_dt);
  return oneEvent({
    source: 'ocsf',
    log,
    settings,
    fields,
    time,
    logSource: { ...ocsfProduct(fields), categories: ocsfClass(fields).sigma },
    host: {
      id: text('device.instance_uid') || text('device.uid'),
      name: text('device.hostname') || text('device.name'),
    },
    id: uid === '' ? '' : `${text('metadata.product.name')}/${uid}/${time ?? ''}`,
  });
}

function its(...names: readonly string[]): FieldRead {
  return computed(names.map(name => `\`${name}\``).join(', else '), fields => {
    for (const name of names) {
      const value = readPath(fields, name);
      if (value !== undefined && value !== null && value !== '') return value;
    }
    return undefined;
  });
}

function fieldTable(): FieldTable {
  const kind = (what: 'category' | 'type'): FieldRead =>
    computed(`${what} by \`class_uid\` and \`activity_id\``, fields => listed(ocsfClass(fields)[what]));
  const file = its('file.path');
  const executable = its('process.file.path', 'actor.process.file.path');
  const parent = (name: string): FieldRead =>
    computed(
      `\`process.parent_process.${name}\`, or \`actor.process.${name}\` of a launch`,
      (fields: JsonObject) =>
        readPath(fields, `process.parent_process.${name}`) ??
        (isObject(fields.process)
          ? readPath(fields, `actor.process.${name}`)
          : readPath(fields, `actor.process.parent_process.${name}`)),
    );
  return {
    source: 'ocsf',
    ecs: {
      ...commonFields('ocsf', 'ocsf.event'),
      'event.category': kind('category'),
      'event.type': kind('type'),
      'event.action': firstOf(
        its('api.operation'),
        mapped(its('activity_name'), 'lower case of', value => String(value).toLowerCase()),
      ),
      'event.provider': its('api.service.name', 'metadata.product.name'),
      'event.id': its('metadata.uid'),
      'event.outcome': mapped(its('status_id'), '1 or 2:', value =>
        value === 1 ? 'success' : value === 2 ? 'failure' : undefined,
      ),
      'event.severity': its('severity_id'),
      'event.code': asText(its('status_code')),
      message: its('message'),
      'rule.name': its('finding_info.title', 'finding.title'),
      'host.os.type': mapped(its('device.os.type'), 'lower case of', value => String(value).toLowerCase()),
      'process.name': its('process.name', 'actor.process.name'),
      'process.executable': executable,
      'process.command_line': its('process.cmd_line', 'actor.process.cmd_line'),
      'process.pid': its('process.pid', 'actor.process.pid'),
      'process.entity_id': its('process.uid', 'actor.process.uid'),
      'process.parent.name': parent('name'),
      'process.parent.executable': parent('file.path'),
      'process.parent.command_line': parent('cmd_line'),
      'process.parent.pid': parent('pid'),
      'user.name': its('actor.user.name', 'process.user.name', 'user.name'),
      'user.id': its('actor.user.uid', 'user.uid'),
      'user.domain': its('actor.user.domain', 'user.domain'),
      'user.target.name': its('user.name'),
      'file.path': file,
      'file.name': firstOf(its('file.name'), basename(file)),
      'file.directory': dirname(file),
      'file.extension': firstOf(its('file.ext'), extension(file)),
      'source.ip': ipAddress(its('src_endpoint.ip')),
      'source.address': its('src_endpoint.ip', 'src_endpoint.hostname', 'src_endpoint.domain', 'src_endpoint.svc_name'),
      'source.port': its('src_endpoint.port'),
      'destination.ip': ipAddress(its('dst_endpoint.ip')),
      'destination.address': its('dst_endpoint.ip', 'dst_endpoint.hostname', 'dst_endpoint.domain'),
      'destination.port': its('dst_endpoint.port'),
      'destination.domain': its('dst_endpoint.hostname', 'dst_endpoint.domain'),
      'network.transport': mapped(its('connection_info.protocol_name'), 'lower case of', value =>
        String(value).toLowerCase(),
      ),
      'network.direction': mapped(its('connection_info.direction'), 'lower case of', value =>
        String(value).toLowerCase(),
      ),
      'network.bytes': its('traffic.bytes'),
      'dns.question.name': its('query.hostname'),
      'dns.question.type': its('query.type'),
      'user_agent.original': its('http_request.user_agent'),
      'url.original': its('http_request.url.url_string', 'http_request.url.path'),
      'registry.path': its('reg_value.path', 'reg_key.path'),
      'db.name': its('database.name'),
      'cloud.account.id': firstOf(its('cloud.account.uid', 'cloud.account_uid'), account),
      'cloud.region': firstOf(its('cloud.region'), region),
      'cloud.provider': mapped(its('cloud.provider'), 'lower case of', value => String(value).toLowerCase()),
      'aws.cloudtrail.user_identity.arn': its('actor.user.uid_alt', 'actor.user.credential_uid'),
      'aws.cloudtrail.user_identity.type': its('actor.user.type'),
      'aws.cloudtrail.error_code': its('api.response.error'),
      'aws.cloudtrail.error_message': its('api.response.message'),
    },
    vendorRoots: [[], ['unmapped']],
    knowsVendorName: name => /^[a-z][a-z0-9_]*(?:\.[a-zA-Z0-9_]+)*$/.test(name),
    isEcs: false,
  };
}

function listed(value: string): JsonValue | undefined {
  return value === '' ? undefined : [value];
}
