import type { FieldName, FieldRef, Predicate, Value } from '../../ir/index.ts';
import type { LogSourceRef, Taxonomy } from './ast.ts';
import { ecsByLogSource, type TaxonomyTable } from './taxonomy.ts';

/**
 * A field of Sigma's taxonomy with the names under which an event may have it: the vendor's own first, since that is
 * what the rule's author looked at, then ECS through the tables that fit the rule's log source, most special first.
 */
export function fieldRef(field: string, taxonomy: Taxonomy, logSource: LogSourceRef): FieldRef {
  const names = new Map<string, FieldName>();
  const add = (name: FieldName) => names.set(`${name.space} ${name.name}`, name);
  if (taxonomy === 'sigma') add({ space: 'vendor', name: field });
  for (const name of ecsNames(field, taxonomy, logSource)) add({ space: 'ecs', name });
  return { field, names: [...names.values()] };
}

/**
 * How a field is read: by its names, and where ECS says the same in another way, from that. Sysmon's `Initiated` is
 * "true" where this machine opened the connection, which ECS calls its direction.
 */
export function fieldValue(ref: FieldRef): Value {
  const read: Value = { op: 'field', field: ref };
  if (!isDerived(ref.field)) return read;
  const name = 'network.direction';
  const direction: Value = { op: 'field', field: { field: name, names: [{ space: 'ecs', name }] } };
  const is = (...texts: string[]): Predicate => ({
    op: 'test',
    value: direction,
    test: { is: 'equal', texts, case: 'insensitive', asText: 'strings' },
    members: 'any',
  });
  const inbound: Value = {
    op: 'if',
    test: is('ingress', 'inbound', 'incoming'),
    then: { op: 'constant', value: 'false' },
    else: { op: 'field', field: ref },
  };
  const fromDirection: Value = {
    op: 'if',
    test: is('egress', 'outbound', 'outgoing'),
    then: { op: 'constant', value: 'true' },
    else: inbound,
  };
  return { op: 'first-of', values: [read, fromDirection] };
}

export function isDerived(field: string): boolean {
  return field === 'Initiated';
}

/** ECS names for a field, best first; none where Sigma's taxonomy gives it no meaning beyond its vendor's. */
export function ecsNames(field: string, taxonomy: Taxonomy, logSource: LogSourceRef): readonly string[] {
  if (taxonomy === 'ecs') return [field];
  const fitting = ecsByLogSource.filter(table => fits(table, logSource));
  const found = fitting.map(table => ownEntry(table.fields, field)).find(names => names !== undefined);
  const listed = found === undefined ? [] : typeof found === 'string' ? [found] : found;
  return isEcsName(field) && !listed.includes(field) ? [...listed, field] : listed;
}

/** All names that Sigma's taxonomy has for this log source. */
export function taxonomyNames(logSource: LogSourceRef): readonly string[] {
  return ecsByLogSource.filter(table => fits(table, logSource)).flatMap(({ fields }) => Object.keys(fields));
}

/** Those of them that only this log source has, by its product, service or category. */
export function ownTaxonomyNames(logSource: LogSourceRef): readonly string[] {
  return ecsByLogSource
    .filter(table => Object.keys(table.when).length > 0 && fits(table, logSource))
    .flatMap(({ fields }) => Object.keys(fields));
}

/** What the finding calls an entity that the rule groups by: its first ECS name, or else the name as written. */
export function entityName(ref: FieldRef): string {
  return ref.names.find(({ space }) => space === 'ecs')?.name ?? ref.field;
}

function fits({ when }: TaxonomyTable, logSource: LogSourceRef): boolean {
  return (['product', 'service', 'category'] as const).every(key => {
    const wanted = when[key];
    return wanted === undefined || wanted.includes(logSource[key]);
  });
}

function ownEntry<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** `process.command_line`: lower case, dotted, under one of the field sets that logs of hosts and clouds use. */
function isEcsName(field: string): boolean {
  return (
    /^(?:@timestamp|message|tags)$|^[a-z_]+(?:\.[a-z0-9_]+)+$/.test(field) && ecsSets.has(field.split('.', 1).join(''))
  );
}

const ecsSets = new Set([
  ...['agent', 'client', 'cloud', 'container', 'data_stream', 'destination', 'device', 'dll', 'dns', 'ecs', 'email'],
  ...[
    'error',
    'event',
    'faas',
    'file',
    'group',
    'host',
    'http',
    'labels',
    'log',
    'network',
    'observer',
    'orchestrator',
  ],
  ...[
    'organization',
    'package',
    'process',
    'registry',
    'related',
    'rule',
    'server',
    'service',
    'source',
    'threat',
    'tls',
  ],
  ...[
    'trace',
    'transaction',
    'url',
    'user',
    'user_agent',
    'vulnerability',
    'winlog',
    'aws',
    'kubernetes',
    'azure',
    'gcp',
  ],
  ...[
    'okta',
    'o365',
    'postgresql',
    'mysql',
    'mongodb',
    'auditd',
    'falco',
    'database',
    'sql',
    'db',
    'powershell',
    'sysmon',
  ],
]);
