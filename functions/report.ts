import type { Telemetry } from '../lib/aws/index.ts';
import type { Statistics } from '../lib/pipeline/index.ts';

/** What a batch came to, as counts that the alarms and the dashboard stand on, and what deserves a line of its own. */
export function reportDetection(telemetry: Telemetry, stackName: string, statistics: Statistics): void {
  const { sources, findings, ruleErrors, unrecognised } = statistics;
  const perSource = Object.values(sources);
  telemetry.metrics(
    { Stack: stackName },
    {
      Records: statistics.records,
      FailedRecords: statistics.failedRecords,
      Logs: sum(perSource.map(({ logs }) => logs)),
      Events: sum(perSource.map(({ events }) => events)),
      Matches: sum(perSource.map(({ matches }) => matches)),
      UnreadLogs: sum(perSource.map(({ unread }) => unread)),
      FailedLogs: sum(perSource.map(({ failures }) => failures)),
      LateEvents: sum(perSource.map(({ late }) => late)),
      FutureEvents: sum(perSource.map(({ future }) => future)),
      LatenessSeconds: Math.max(0, ...perSource.map(({ maxLatenessMicros }) => maxLatenessMicros)) / 1_000_000,
      UnrecognisedLogs: sum(Object.values(unrecognised)),
      KeylessEvents: statistics.keyless,
      FindingsCreated: findings.created,
      FindingsUpdated: findings.updated,
      FindingsRetracted: findings.retracted,
      CappedDecisions: statistics.capped,
      StateFailures: statistics.stateFailures,
      RuleErrors: sum(Object.values(ruleErrors)),
    },
  );
  for (const [severity, count] of Object.entries(statistics.created)) {
    telemetry.metrics({ Stack: stackName, Severity: severity }, { FindingsBySeverity: count });
  }
  for (const [source, { logs, events }] of Object.entries(sources)) {
    telemetry.metrics({ Stack: stackName, Source: source }, { SourceLogs: logs, SourceEvents: events });
  }
  if (Object.keys(ruleErrors).length > 0) telemetry.log('error', 'rules threw', { ruleErrors });
  if (Object.keys(unrecognised).length > 0) telemetry.log('info', 'logs of no known source', { unrecognised });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
