import type { RoutePattern } from '../../ir/index.ts';

/**
 * Log sources of rules whose events other sources name otherwise. All others route to exactly what they say: an event
 * must not declare another product, service or category; what the rule leaves out, or the event does not declare,
 * excludes nothing.
 */
export interface LogSourceRow {
  readonly product?: string;
  readonly service?: string;
  readonly category?: string;
  readonly routes: readonly RoutePattern[];
}

export const logSourceTable: readonly LogSourceRow[] = [
  // Sysmon 12, 13 and 14 in one: the taxonomy splits what this category joins.
  {
    product: 'windows',
    category: 'registry_event',
    routes: [
      { product: 'windows', category: 'registry_event' },
      { product: 'windows', category: 'registry_add' },
      { product: 'windows', category: 'registry_set' },
      { product: 'windows', category: 'registry_delete' },
      { product: 'windows', category: 'registry_rename' },
    ],
  },
  // `application` only says which kind of program speaks; the product is what tells its events apart.
  {
    product: 'kubernetes',
    service: 'audit',
    category: 'application',
    routes: [{ product: 'kubernetes', service: 'audit' }],
  },
  // The generic network names of v2.1.0 beside the older ones.
  {
    category: 'network',
    service: 'connection',
    routes: [{ category: 'network', service: 'connection' }, { category: 'network_connection' }],
  },
  {
    category: 'network',
    service: 'dns',
    routes: [{ category: 'network', service: 'dns' }, { category: 'dns' }, { category: 'dns_query' }],
  },
  // The specification's name, and the one that SigmaHQ's rules use.
  {
    product: 'windows',
    service: 'microsoft-servicebus-client',
    routes: [{ product: 'windows', service: 'servicebus-client' }],
  },
];
