import type { LinkedInput, Predicate, Value } from '../../../ir/index.ts';
import { carried, onHost, onHostOrAddress } from './carried.ts';
import { clients, databasePorts, dumpTools, shells } from './programs.ts';
import { all, any, constant, ecs, firstOf, isOneOf, isProgram, matches, not, test, when } from './terms.ts';
import type { Who } from './who.ts';

export const clientLeg = 'database client';

/** The unusual use of a database client, as the host sees it, as a baseline sees it, and as the database does. */
export function clientInputs(who: Who, baselineRule: string): readonly LinkedInput[] {
  return [
    {
      name: clientLeg,
      leg: clientLeg,
      role: 'begins',
      identity: 'actor',
      from: { kind: 'events', route: onLinux, where: all(isClientAtWork, who.isUnusual) },
      key: onHost,
      values: carried({ reasons: who.reasons, text: commandLine, strength: strongIf(isExport) }),
    },
    {
      name: 'database client, first seen',
      leg: clientLeg,
      role: 'begins',
      identity: 'actor',
      needsBaseline: true,
      from: { kind: 'rule', rule: baselineRule },
      key: [{ name: 'host', value: row('host'), missing: 'drop' }],
      values: carried({
        users: { op: 'call', function: 'array', args: [row('user')] },
        reasons: constant(['first seen for this user, host and parent']),
        strength: constant(0),
      }),
    },
    {
      name: 'database export, by its audit log',
      leg: clientLeg,
      role: 'begins-alone',
      identity: 'place',
      from: { kind: 'events', route: [], where: all(isExportStatement, who.isUnusual) },
      key: onHostOrAddress,
      values: carried({
        users: { op: 'call', function: 'array', args: [ecs('db.user')] },
        reasons: who.reasons,
        text: ecs('db.statement'),
        strength: constant(1),
      }),
    },
  ];
}

/** Starts of processes, and what processes do with files and connections: a client is seen by whatever is logged of it. */
export const onLinux = ['process_creation', 'file_event', 'network_connection'].map(category => ({
  product: 'linux',
  category,
}));

export const commandLine: Value = firstOf(ecs('process.command_line'), ecs('process.title'));

export function strongIf(predicate: Predicate): Value {
  return firstOf(when(predicate, constant(1)), constant(0));
}

export function row(name: string): Value {
  return { op: 'field', field: { field: name, names: [{ space: 'vendor', name }] } };
}

/** A client that is started through a shell's command is there twice; the shell has the parent, and perhaps a redirect. */
const inShell: Predicate = all(
  isOneOf('process.name', shells),
  matches(
    'process.command_line',
    `(?:^|[\\s;&|(/'"\`])(?:${clients.map(name => name.replace('-', '\\-')).join('|')})\\s+[-\\w'"]`,
  ),
);

/** Options that only dump tools have, under whatever name they run. */
const hasDumpOptions: Predicate = matches(
  'process.command_line',
  '\\s--(?:single-transaction|no-tablespaces|all-databases|skip-lock-tables|set-gtid-purged|column-inserts|no-owner|no-privileges|no-acl|quote-all-identifiers|exclude-table(?:-data)?|oplog|dumpDbUsersAndRoles)(?:[=\\s]|$)',
);

/** A copy under a name that says nothing: a program where none is installed, that speaks to a database. */
const isStray: Predicate = all(
  matches('process.executable', '^(?:/tmp|/var/tmp|/dev/shm|/run|/var/www|/home)/|/\\.[^/]+(?:/|$)'),
  isOneOf('destination.port', databasePorts),
);

export const isClient: Predicate = any(isProgram(clients), hasDumpOptions, inShell, isStray);

const asksAboutItself: Predicate = matches('process.command_line', '\\s(?:--version|--help|-V|-\\?)\\s*$');

/** What monitoring asks all day. */
const isHealthCheck: Predicate = matches(
  'process.command_line',
  `(?:select\\s+(?:1|now\\(\\)|version\\(\\)|pg_is_in_recovery\\(\\))|show\\s+(?:global\\s+|full\\s+)?(?:status|variables|processlist|slave\\s+status|replica\\s+status|databases)\\b[^;]{0,80}|\\bping|\\binfo)\\s*;?\\s*["']?\\s*$`,
);

const isClientAtWork: Predicate = all(isClient, not(asksAboutItself), not(isHealthCheck));

/** A schema without its rows is no data. */
const isSchemaOnly: Predicate = matches('process.command_line', '\\s(?:--schema-only|--no-data|-s|-d)(?:\\s|$)');

const exportsRows: Predicate = matches(
  'process.command_line',
  `\\\\copy\\b|\\bcopy\\b.{1,500}\\bto\\b|\\binto\\s+(?:out|dump)file\\b|\\s["']?\\.(?:dump|backup|clone|save)\\b|\\s--rdb\\b`,
);

/** A dump tool at work on rows, or a client told to write rows out. */
export const isExport: Predicate = any(
  all(any(isProgram(dumpTools), hasDumpOptions, runsDumpTool()), not(isSchemaOnly)),
  isStray,
  exportsRows,
);

function runsDumpTool(): Predicate {
  const tools = dumpTools.map(name => name.replace('-', '\\-')).join('|');
  return all(isOneOf('process.name', shells), matches('process.command_line', `\\b(?:${tools})\\s`));
}

/** Statements by which dump tools are known, and those that write rows out. */
const isExportStatement: Predicate = test(ecs('db.signatures'), {
  is: 'equal',
  texts: ['pg_dump', 'mysqldump', 'copy-to-file', 'copy-to-program', 'into-outfile', 's3-export'],
  case: 'sensitive',
  asText: 'strings',
});
