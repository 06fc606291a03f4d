import { type JsonObject, type JsonValue, type LogSource, readPath } from '../event/index.ts';

/** What an ECS document declares about its log source, in Sigma's terms. What it does not say stays undeclared. */
export function ecsLogSource(document: JsonObject): LogSource {
  const words = (name: string): readonly string[] => wordsOf(readPath(document, name));
  const product = productOf(words);
  const service = serviceOf(words);
  const categories = categoriesOf(words, product);
  return {
    ...(product === undefined ? {} : { product }),
    ...(service === undefined ? {} : { service }),
    ...(categories === undefined ? {} : { categories }),
  };
}

type Words = (name: string) => readonly string[];

function productOf(words: Words): string | undefined {
  const os = [...words('host.os.type'), ...words('host.os.family'), ...words('host.os.platform')].find(name =>
    PRODUCTS.has(name),
  );
  if (os !== undefined) return PRODUCTS.get(os);
  const module = [...words('event.module'), ...words('event.dataset')].map(name => name.split('.')[0] ?? '');
  return module.map(name => MODULES.get(name)).find(name => name !== undefined);
}

const PRODUCTS: ReadonlyMap<string, string> = new Map([
  ['windows', 'windows'],
  ['linux', 'linux'],
  ['macos', 'macos'],
  ['darwin', 'macos'],
  ...['debian', 'redhat', 'ubuntu', 'amazon', 'suse', 'centos', 'rhel', 'fedora', 'amzn', 'alpine'].map(
    name => [name, 'linux'] as const,
  ),
]);

const MODULES: ReadonlyMap<string, string> = new Map([
  ['aws', 'aws'],
  ['azure', 'azure'],
  ['gcp', 'gcp'],
  ['okta', 'okta'],
  ['o365', 'm365'],
  ['github', 'github'],
  ['kubernetes', 'kubernetes'],
  ['auditd', 'linux'],
  ['auditd_manager', 'linux'],
  ['system', 'linux'],
]);

function serviceOf(words: Words): string | undefined {
  return words('event.dataset')
    .map(name => SERVICES.get(name))
    .find(name => name !== undefined);
}

const SERVICES: ReadonlyMap<string, string> = new Map([
  ['aws.cloudtrail', 'cloudtrail'],
  ['auditd.log', 'auditd'],
  ['auditd_manager.auditd', 'auditd'],
  ['system.auth', 'auth'],
  ['system.syslog', 'syslog'],
  ['okta.system', 'okta'],
  ['github.audit', 'audit'],
  ['kubernetes.audit_logs', 'audit'],
]);

function categoriesOf(words: Words, product: string | undefined): readonly string[] | undefined {
  const declared = words('event.category');
  if (declared.length === 0) return undefined;
  const types = new Set(words('event.type'));
  const actions = words('event.action');
  return declared.flatMap(category => sigmaCategories(category, types, actions, product));
}

/** `event.type` says what was done; where a document leaves it out, each thing that can be done is possible. */
function sigmaCategories(
  category: string,
  types: ReadonlySet<string>,
  actions: readonly string[],
  product: string | undefined,
): readonly string[] {
  const has = (type: string): boolean => types.size === 0 || types.has(type);
  const acts = (pattern: RegExp): boolean => actions.some(action => pattern.test(action));
  switch (category) {
    case 'process':
      if (has('start') && !acts(/^fork$/)) return ['process_creation'];
      if (acts(/access/i)) return ['process_access'];
      return has('end') ? ['process_termination'] : [];
    case 'file':
      if (has('deletion')) return ['file_delete'];
      if (acts(/rename/i)) return ['file_rename', 'file_event'];
      if (has('creation') || has('change')) return has('change') ? ['file_event', 'file_change'] : ['file_event'];
      return has('access') ? ['file_access'] : [];
    case 'network':
      if (acts(/dns|lookup/i) || has('protocol'))
        return product === 'windows' ? ['dns_query', 'dns'] : ['dns_query', 'dns', 'network_connection'];
      return ['network_connection', 'firewall'];
    case 'registry':
      if (has('deletion')) return ['registry_delete', 'registry_event'];
      return has('creation') ? ['registry_add', 'registry_set', 'registry_event'] : ['registry_set', 'registry_event'];
    case 'library':
      return ['image_load'];
    case 'driver':
      return ['driver_load', 'image_load'];
    case 'web':
      return ['webserver', 'proxy'];
    case 'malware':
      return ['antivirus'];
    case 'database':
      return ['database'];
    default:
      return [];
  }
}

function wordsOf(value: JsonValue | undefined): readonly string[] {
  const members: readonly JsonValue[] = Array.isArray(value) ? value : [value ?? null];
  return members.flatMap(member => (typeof member === 'string' ? [member.toLowerCase()] : []));
}
