import type { Micros } from '../event/index.ts';

/** What one source's logs came to in a batch. */
export interface SourceStatistics {
  logs: number;
  events: number;
  failures: number;
  matches: number;
  /** Among the logs and events: no rule could match them, so that they were not parsed, nor held to be well-formed. */
  unread: number;
  /** Came too late to be correlated, or from a clock that runs ahead. */
  late: number;
  future: number;
  maxLatenessMicros: Micros;
}

/** What a batch came to, counted as it goes. The only thing in the line that changes in place. */
export interface Statistics {
  records: number;
  failedRecords: number;
  controlRecords: number;
  readonly sources: Record<string, SourceStatistics>;
  /** Logs that no source recognised, by log group. */
  readonly unrecognised: Record<string, number>;
  /** How often a rule threw, by its id. */
  readonly ruleErrors: Record<string, number>;
  /** Hits that went into state, before repetitions were left out. */
  hits: number;
  /** Events that matched a correlated leg but lack a part of its key. */
  keyless: number;
  findings: { created: number; updated: number; retracted: number };
  /** New findings by severity. */
  readonly created: Record<string, number>;
  /** Decisions that rest on buckets at their cap. */
  capped: number;
  stateFailures: number;
}

export function emptyStatistics(): Statistics {
  return {
    records: 0,
    failedRecords: 0,
    controlRecords: 0,
    sources: Object.create(null),
    unrecognised: Object.create(null),
    ruleErrors: Object.create(null),
    hits: 0,
    keyless: 0,
    findings: { created: 0, updated: 0, retracted: 0 },
    created: Object.create(null),
    capped: 0,
    stateFailures: 0,
  };
}

export function sourceStatistics(statistics: Statistics, source: string): SourceStatistics {
  const known = statistics.sources[source];
  if (known !== undefined) return known;
  const fresh = { logs: 0, events: 0, failures: 0, matches: 0, unread: 0, late: 0, future: 0, maxLatenessMicros: 0 };
  statistics.sources[source] = fresh;
  return fresh;
}

export function countOne(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Adds what another batch came to. */
export function addStatistics(to: Statistics, from: Statistics): void {
  for (const name of [
    'records',
    'failedRecords',
    'controlRecords',
    'hits',
    'keyless',
    'capped',
    'stateFailures',
  ] as const) {
    to[name] += from[name];
  }
  for (const name of ['created', 'updated', 'retracted'] as const) to.findings[name] += from.findings[name];
  for (const name of ['unrecognised', 'ruleErrors', 'created'] as const) {
    for (const [key, count] of Object.entries(from[name])) to[name][key] = (to[name][key] ?? 0) + count;
  }
  for (const [source, counts] of Object.entries(from.sources)) {
    const sum = sourceStatistics(to, source);
    for (const name of ['logs', 'events', 'failures', 'matches', 'unread', 'late', 'future'] as const)
      sum[name] += counts[name];
    sum.maxLatenessMicros = Math.max(sum.maxLatenessMicros, counts.maxLatenessMicros);
  }
}
