import type { Predicate, Route, RoutePattern } from '../../ir/index.ts';

/**
 * From Elastic's index patterns and data set names to log sources. What the query demands of its data set or operating
 * system says more than the index patterns, which name every product that could supply the data.
 */
export function routeOf(indices: readonly string[], where: Predicate): Route {
  const demanded = demands(where);
  const datasets = demanded.get('event.dataset') ?? demanded.get('data_stream.dataset') ?? demanded.get('event.module');
  const named = (datasets ?? indices.map(datasetOfIndex)).map(patternOf);
  if (named.length === 0 || named.includes(null)) return [];
  const systems = demanded.get('host.os.type');
  const patterns = named.flatMap(pattern => (pattern === null ? [] : withSystems(pattern, systems ?? [])));
  return patterns.some(pattern => Object.keys(pattern).length === 0) ? [] : distinct(patterns);
}

/** `logs-aws.cloudtrail-*` holds the data set `aws.cloudtrail`. */
function datasetOfIndex(index: string): string {
  return index
    .replace(/^[\w-]*:/, '')
    .replace(/^logs-/, '')
    .replace(/[-.]?\*$/, '')
    .replace(/-default$/, '');
}

const host: RoutePattern = {};

/** By the longest beginning of the data set's name. `null`: could be anything. */
const patterns: readonly (readonly [dataset: string, pattern: RoutePattern | null])[] = [
  ['aws.cloudtrail', { product: 'aws', service: 'cloudtrail' }],
  ['aws.vpcflow', { product: 'aws', service: 'vpcflow' }],
  ['aws', { product: 'aws' }],
  ['kubernetes.audit_logs', { product: 'kubernetes', service: 'audit' }],
  ['kubernetes', { product: 'kubernetes' }],
  ['okta', { product: 'okta' }],
  ['github', { product: 'github' }],
  ['azure.activitylogs', { product: 'azure', service: 'activitylogs' }],
  ['azure.auditlogs', { product: 'azure', service: 'auditlogs' }],
  ['azure.signinlogs', { product: 'azure', service: 'signinlogs' }],
  ['azure', { product: 'azure' }],
  ['gcp.audit', { product: 'gcp', service: 'gcp.audit' }],
  ['gcp', { product: 'gcp' }],
  ['google_workspace', { product: 'gcp' }],
  ['o365', { product: 'm365' }],
  ['windows', { product: 'windows' }],
  ['winlogbeat', { product: 'windows' }],
  ['system.security', { product: 'windows' }],
  ['system.application', { product: 'windows' }],
  ['system.system', { product: 'windows' }],
  ['system.auth', { product: 'linux' }],
  ['system.syslog', { product: 'linux' }],
  ['auditd', { product: 'linux' }],
  ['auditd_manager', { product: 'linux' }],
  ['cloud_defend', { product: 'linux' }],
  ['endpoint', host],
  ['endgame', host],
  ['auditbeat', host],
  ['sentinel_one', host],
  ['sentinel_one_cloud_funnel', host],
  ['crowdstrike', host],
  ['m365_defender', host],
  ['jamf_protect', { product: 'macos' }],
  ['fim', host],
  ['zeek', { product: 'zeek' }],
  ['cisco', { product: 'cisco' }],
  ['cisco_ftd', { product: 'cisco' }],
  ['fortinet_fortigate', { product: 'fortigate' }],
  ['panw', { product: 'paloalto' }],
  ['', null],
  ['*', null],
  ['filebeat', null],
  ['packetbeat', null],
  ['metrics', null],
  ['traces', null],
  ['apm', null],
];

function patternOf(dataset: string): RoutePattern | null {
  const name = dataset.replace(/\*+$/, '');
  const known = patterns
    .filter(
      ([prefix]) =>
        name === prefix || name.startsWith(`${prefix}.`) || (prefix !== '' && name.startsWith(`${prefix}-`)),
    )
    .toSorted(([a], [b]) => b.length - a.length)[0];
  // A data set that weir has no word for is offered every event: what it asks of them keeps the others out.
  return known === undefined ? null : known[1];
}

const systemsKnown: Readonly<Record<string, string>> = { linux: 'linux', windows: 'windows', macos: 'macos' };

function withSystems(pattern: RoutePattern, systems: readonly string[]): readonly RoutePattern[] {
  if (pattern.product !== undefined || systems.length === 0) return [pattern];
  return systems.flatMap(system => {
    const product = Object.hasOwn(systemsKnown, system) ? systemsKnown[system] : undefined;
    return product === undefined ? [] : [{ ...pattern, product }];
  });
}

/** The texts to which the predicate holds a field, where it does so in every case. */
function demands(where: Predicate): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const part of where.op === 'all' ? where.of : [where]) {
    if (part.op !== 'test' || part.test.is !== 'equal' || part.value.op !== 'field') continue;
    const name = part.value.field.field;
    if (!found.has(name))
      found.set(
        name,
        part.test.texts.map(text => text.toLowerCase()),
      );
  }
  return found;
}

function distinct(route: readonly RoutePattern[]): Route {
  return [...new Map(route.map(pattern => [JSON.stringify(pattern), pattern])).values()];
}
