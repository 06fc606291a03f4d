import type { FirstSeenDetection } from '../../../ir/index.ts';
import type { BuildSettings, ParameterValues, Template } from '../template.ts';
import { onHost } from './carried.ts';
import { clientInputs, clientLeg, isClient, onLinux } from './client-leg.ts';
import { fileInputs, fileLeg } from './file-leg.ts';
import { all } from './terms.ts';
import { transferInputs, transferLeg } from './transfer-leg.ts';
import { whoRuns } from './who.ts';

const MINUTE = 60_000_000;

/**
 * AN0676 (Linux; DET0242, T1213.006): the unusual use of a database client, a file that looks like a dump, and an outbound
 * transfer, joined by host and session, else user. Each leg counts from whichever source brings it; a shell opens the file
 * of its redirect before it starts the client, so processes are not compared.
 */
export const databaseDumpChain: Template = {
  analytic: 'AN0676',
  title: 'Database Dumped and Carried Away by {{ user }}',
  description:
    'On {{ host }}, {{ user }} went through these steps of taking a database away: {{ legs }}. Unusual: {{ unusual }}. Files: {{ files }}. Confidence: {{ confidence }}.',
  severity: 'critical',
  tactics: ['collection', 'exfiltration'],
  techniques: ['T1213.006', 'T1048', 'T1567'],
  parameters: {
    AllowedDBClients: {
      kind: 'list',
      default: ['root', 'postgres', 'mysql', 'mongodb', 'mongod', 'redis', 'rdsadmin'],
      says: 'accounts whose jobs are expected to run database clients; so is the list of this name in `values`',
    },
    DatabaseAdmins: {
      kind: 'list',
      default: [],
      says: 'persons who are expected to, also at a terminal and through sudo; so is the list of this name in `values`',
    },
    AllowedWindows: {
      kind: 'list',
      default: ['AllowedDBClients', 'backup'],
      says: 'names of `windows` in which the expected are expected; without one of them, at all times',
    },
    DumpFilePattern: {
      kind: 'list',
      default: [
        ...['*.sql', '*.csv', '*.tsv', '*.dump', '*.dmp', '*.bak', '*.sqlite', '*.sqlite3', '*.bson', '*.pgdump'],
        ...['*.sql.*', '*.csv.*', '*.dump.*', '*.xbstream', 'backup_*', 'dump_*', '*_dump.*', '*-dump.*'],
      ],
      says: 'names of files that look like dumps; * is any run of characters',
    },
    TimeWindow: {
      kind: 'span',
      default: 15 * MINUTE,
      says: 'from the client’s start, within which the rest must come',
    },
    TransferBytes: { kind: 'number', default: 100_000, says: 'from which on a flow of the flow log is a transfer' },
  },
  triage: [
    'Ask {{ user }} what the dump was for, and look for a change ticket of that time.',
    'On {{ host }}, look at the file ({{ files }}): its size, its tables, and whether it is still there.',
    'Find out who owns {{ destination.ip }}, and how much was sent there (VPC flow logs).',
    'Read what could not be seen: a leg that no source could show is not a leg that did not happen.',
  ],
  falsePositives: [
    'Backups and exports by an account that is in neither AllowedDBClients nor DatabaseAdmins',
    'Developers who move test data',
  ],
  build: (parameters, settings) => ({
    kind: 'linked',
    span: parameters.span('TimeWindow'),
    inputs: [
      ...clientInputs(whoRuns(parameters, settings.windows), baselineId(settings)),
      ...fileInputs(parameters.list('DumpFilePattern')),
      ...transferInputs(parameters.number('TransferBytes')),
    ],
    legs: [
      {
        name: clientLeg,
        sources: ['falco', 'auditd', 'ecs', 'windows', 'postgresql', 'mysql-audit', 'activity-stream'],
        absent:
          'No database client was seen, though its host is watched: it may be renamed, or run on another machine.',
        unseen:
          'No database client was seen: neither process starts nor the audit log of the database came from there.',
      },
      {
        name: fileLeg,
        sources: ['falco', 'auditd', 'ecs', 'windows'],
        absent:
          'No dump file was seen: its name may not look like one, files there may not be watched, or the dump went through a pipe.',
        unseen:
          'No dump file could be seen: nothing that watches files (Falco, auditd) reported this act, only a database or a flow log.',
      },
      {
        name: transferLeg,
        sources: ['falco', 'auditd', 'ecs', 'windows', 'vpc-flow'],
        absent:
          'No outbound transfer was seen yet: connections may not be logged, or a flow log may still come (up to 15 minutes).',
        unseen:
          'No outbound transfer could be seen: only the database’s log came, no connections and no flow log; one may still come.',
      },
    ],
    verdicts: [
      { legs: [clientLeg, fileLeg, transferLeg], strong: [], lower: 0, confidence: 'high' },
      // A pipe leaves no file; then the client must be one that writes rows out.
      { legs: [clientLeg, transferLeg], strong: [clientLeg], lower: 1, confidence: 'medium' },
      // The server wrote the file for a client that was not seen.
      { legs: [fileLeg, transferLeg], strong: [], lower: 1, confidence: 'medium' },
      // Not gone yet, but laid out to go: rows, by somebody unusual, where nobody keeps backups.
      { legs: [clientLeg, fileLeg], strong: [clientLeg, fileLeg], lower: 3, confidence: 'low' },
    ],
  }),
  baseline: (parameters, settings) => ({
    id: baselineId(settings),
    title: 'Database Client First Seen for This User, Host and Parent (leg of AN0676)',
    detection: firstSeen(parameters, settings),
  }),
};

function baselineId({ ruleId }: BuildSettings): string {
  return `${ruleId}/first-seen`;
}

/** Of those who are expected: the others are unusual at any time. */
function firstSeen(parameters: ParameterValues, settings: BuildSettings): FirstSeenDetection {
  const term = (field: string, ecsName: string) => ({
    op: 'field' as const,
    field: { field, names: [{ space: 'ecs' as const, name: ecsName }] },
  });
  return {
    kind: 'first-seen',
    input: {
      name: clientLeg,
      from: {
        kind: 'events',
        route: onLinux.slice(0, 1),
        where: all(isClient, whoRuns(parameters, settings.windows).isExpected),
      },
      key: onHost,
      values: [term('user', 'user.name'), term('parent', 'process.parent.name')],
    },
    historyDays: 30,
    learningDays: 14,
    freezeDays: 0,
  };
}
