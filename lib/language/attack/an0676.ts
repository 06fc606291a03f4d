import type { Input, KeyPart, Predicate, Test, Value } from '../../ir/index.ts';
import type { Template } from './template.ts';

const MINUTE = 60_000_000;

/**
 * AN0676 (Linux; DET0242, T1213.006): a database client run by somebody who is not expected to, a file that looks like a
 * dump, and an outbound connection, by one user on one host within the time window. The order is left open: a shell opens
 * the file of its redirect before it starts the client.
 */
export const databaseDumpChain: Template = {
  analytic: 'AN0676',
  title: 'Database Client, Dump File and Outbound Connection by One User',
  description:
    '{{ user.name }} ran a database client on {{ host.name }}, wrote a file that looks like a dump, and connected to {{ destination.ip }} within the time window.',
  severity: 'high',
  tactics: ['collection', 'exfiltration'],
  techniques: ['T1213.006', 'T1048'],
  parameters: {
    AllowedDBClients: {
      kind: 'list',
      default: ['postgres', 'mysql', 'mongodb', 'backup'],
      says: 'users expected to run database clients',
    },
    DumpFilePattern: {
      kind: 'list',
      default: ['*.sql', '*.csv', '*.dump', '*.bak', '*.sqlite', '*.sql.gz', '*.bson', 'backup_*'],
      says: 'names of files that look like dumps; * is any run of characters',
    },
    TimeWindow: { kind: 'span', default: 15 * MINUTE, says: 'within which the three must come' },
  },
  triage: [
    'Ask {{ user.name }} what the dump was for, and look for a change ticket of that time.',
    'On {{ host.name }}, look at the file ({{ file.path }}): its size, its tables, and whether it is still there.',
    'Find out who owns {{ destination.ip }}, and how much was sent there (VPC flow logs).',
  ],
  falsePositives: ['Backups by a user who is not in AllowedDBClients', 'Developers who move test data'],
  build: ({ list, span }) => ({
    kind: 'temporal',
    order: 'any',
    span: span('TimeWindow'),
    inputs: [
      leg('database client', 'process_creation', {
        op: 'all',
        of: [isClient, { op: 'not', of: isUser(list('AllowedDBClients')) }],
      }),
      leg('dump file', 'file_event', any(list('DumpFilePattern').map(pattern => fileNamed(pattern)))),
      leg('outbound connection', 'network_connection', isPublic),
    ],
    having: test(row('rules'), { is: 'number', compare: '>=', to: 3, numericText: false }),
  }),
};

const clients = [
  'psql',
  'pg_dump',
  'pg_dumpall',
  'pg_basebackup',
  'mysql',
  'mariadb',
  'mysqldump',
  'mariadb-dump',
  'mysqlpump',
  'mydumper',
  'mongo',
  'mongosh',
  'mongodump',
  'mongoexport',
  'sqlite3',
  'redis-cli',
  'cqlsh',
  'sqlcmd',
];

/** By name, or by executable: Debian's wrappers run as perl, and a renamed link keeps its target. */
const isClient: Predicate = any([
  test(ecs('process.name'), { is: 'equal', texts: clients, case: 'sensitive', asText: 'strings' }),
  ...clients.map(client =>
    test(ecs('process.executable'), { is: 'ends', text: `/${client}`, case: 'sensitive', asText: 'strings' }),
  ),
]);

const isPublic: Predicate = test(
  { op: 'call', function: 'is-public-address', args: [ecs('destination.ip')] },
  { is: 'boolean', to: true },
);

function isUser(names: readonly string[]): Predicate {
  return any([
    test(ecs('user.name'), { is: 'equal', texts: names, case: 'sensitive', asText: 'scalars' }),
    test(ecs('user.name'), { is: 'listed', list: 'AllowedDBClients', how: 'equal', case: 'sensitive' }),
  ]);
}

/** A pattern of the file's name: anywhere in the tree. */
function fileNamed(pattern: string): Predicate {
  const pieces = pattern.split(/(\*)/).filter(piece => piece !== '');
  const parts = pieces.map(piece =>
    piece === '*' ? ({ part: 'segment-run' } as const) : ({ part: 'literal', text: piece } as const),
  );
  const inFolder = [{ part: 'any-run' } as const, { part: 'literal', text: '/' } as const, ...parts];
  return any(
    [parts, inFolder].map(whole =>
      test(ecs('file.path'), { is: 'like', parts: whole, case: 'insensitive', asText: 'strings' }),
    ),
  );
}

function leg(name: string, category: string, where: Predicate): Input {
  return { name, from: { kind: 'events', route: [{ product: 'linux', category }], where }, key, values: [] };
}

const key: readonly KeyPart[] = [
  { name: 'host', value: { op: 'first-of', values: [ecs('host.id'), ecs('host.name')] }, missing: 'drop' },
  { name: 'user', value: { op: 'first-of', values: [ecs('user.name'), ecs('user.id')] }, missing: 'drop' },
];

function ecs(name: string): Value {
  return { op: 'field', field: { field: name, names: [{ space: 'ecs', name }] } };
}

function row(name: string): Value {
  return { op: 'field', field: { field: name, names: [{ space: 'vendor', name }] } };
}

function test(value: Value, question: Test): Predicate {
  return { op: 'test', value, test: question, members: 'any' };
}

function any(of: readonly Predicate[]): Predicate {
  return { op: 'any', of };
}
