import { type FieldTable, type JsonObject, type LogSource, parseIsoMicros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { commonFields } from './common-fields.ts';
import { asText, at, basename, computed, constant, ipAddress, known, mapped, textAt, walk } from './field-read.ts';
import { notOf, oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';

const logSource: LogSource = { product: 'kubernetes', service: 'audit', categories: ['application'] };

/** The audit log of a Kubernetes API server, as EKS sends it to CloudWatch. */
export const kubernetesAudit: Source = {
  name: 'kubernetes-audit',
  logSource,
  fields: fieldTable(),
  recognises: ({ json }) =>
    json !== null &&
    typeof json.auditID === 'string' &&
    typeof json.verb === 'string' &&
    /^audit\.k8s\.io\//.test(String(json.apiVersion ?? '')),
  parse,
};

/** One request is told at several stages, each an event of its own. */
function parse(log: Log, settings: SourceSettings): Parsed {
  const fields = log.json;
  if (fields === null) return notOf('kubernetes-audit', log);
  const cluster = /^\/aws\/eks\/([^/]{1,128})\//.exec(log.origin.logGroup)?.[1] ?? '';
  return oneEvent({
    source: 'kubernetes-audit',
    log,
    settings,
    fields,
    time:
      parseIsoMicros(textAt(fields, 'requestReceivedTimestamp')) ?? parseIsoMicros(textAt(fields, 'stageTimestamp')),
    logSource,
    host: { id: cluster, name: cluster },
    id: `${cluster}/${textAt(fields, 'auditID')}/${textAt(fields, 'stage')}`,
  });
}

function fieldTable(): FieldTable {
  const source = mapped(at('sourceIPs'), 'first of', value => (Array.isArray(value) ? value[0] : undefined));
  const code = (fields: JsonObject): number => Number(walk(fields, ['responseStatus', 'code']) ?? Number.NaN);
  const arn = known(at('user', 'extra', 'arn'));
  return {
    source: 'kubernetes-audit',
    ecs: {
      ...commonFields('kubernetes', 'kubernetes.audit_logs'),
      'event.category': constant(['api', 'configuration']),
      'event.type': computed('by `verb`', fields => [TYPES.get(textAt(fields, 'verb')) ?? 'info']),
      'event.action': known(at('verb')),
      'event.id': known(at('auditID')),
      'event.outcome': computed('by `responseStatus.code`', fields =>
        Number.isNaN(code(fields)) ? undefined : code(fields) < 400 ? 'success' : 'failure',
      ),
      'http.response.status_code': known(at('responseStatus', 'code')),
      'url.path': mapped(known(at('requestURI')), 'path of', value => String(value).split('?')[0]),
      'url.original': known(at('requestURI')),
      'user.name': known(at('user', 'username')),
      'user.id': asText(known(at('user', 'uid'))),
      'user.roles': at('user', 'groups'),
      'user.effective.name': known(at('impersonatedUser', 'username')),
      'user.changes.name': basename(mapped(arn, 'first of', value => (Array.isArray(value) ? value[0] : value))),
      'source.ip': ipAddress(source),
      'source.address': source,
      'user_agent.original': known(at('userAgent')),
      'orchestrator.type': constant('kubernetes'),
      'orchestrator.cluster.name': computed('log group of the cluster', (_, event) => event.host?.name || undefined),
      'orchestrator.namespace': known(at('objectRef', 'namespace')),
      'orchestrator.resource.name': known(at('objectRef', 'name')),
      'orchestrator.resource.type': known(at('objectRef', 'resource')),
      'orchestrator.api_version': known(at('objectRef', 'apiVersion')),
      'kubernetes.namespace': known(at('objectRef', 'namespace')),
    },
    subtrees: [{ name: 'kubernetes.audit', path: [] }],
    vendorRoots: [[]],
    knowsVendorName: name =>
      /^(?:kind|apiVersion|level|auditID|stage|requestURI|verb|user|impersonatedUser|sourceIPs|userAgent|objectRef|responseStatus|requestObject|responseObject|requestReceivedTimestamp|stageTimestamp|annotations)(?:\..+)?$/.test(
        name,
      ),
    isEcs: false,
  };
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['create', 'creation'],
  ['update', 'change'],
  ['patch', 'change'],
  ['delete', 'deletion'],
  ['deletecollection', 'deletion'],
  ['get', 'access'],
  ['list', 'access'],
  ['watch', 'access'],
]);
