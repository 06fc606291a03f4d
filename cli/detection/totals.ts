import type { Statistics } from '../../lib/pipeline/index.ts';

/** What a whole run came to: `weir detect --stats json`. */
export interface Totals {
  /** Logs read: lines, or objects in envelopes. */
  records: number;
  events: number;
  /** Logs and files that could not be evaluated. */
  failures: number;
  readonly sources: Record<string, SourceTotals>;
  /** The first reasons, for a person: by file or record. */
  readonly reasons: Map<string, string>;
  /** How often a rule threw, by its id. */
  readonly ruleErrors: Record<string, number>;
  /** Events that matched a leg of a correlation but lack a part of its key. */
  keyless: number;
}

export interface SourceTotals {
  records: number;
  events: number;
  failures: number;
  matches: number;
}

export function emptyTotals(): Totals {
  return {
    records: 0,
    events: 0,
    failures: 0,
    sources: Object.create(null),
    reasons: new Map(),
    ruleErrors: Object.create(null),
    keyless: 0,
  };
}

export function addStatistics(totals: Totals, statistics: Statistics, failures: ReadonlyMap<string, string>): void {
  for (const [name, { logs, events, failures, matches }] of Object.entries(statistics.sources)) {
    const source = totals.sources[name] ?? { records: 0, events: 0, failures: 0, matches: 0 };
    totals.sources[name] = source;
    source.records += logs;
    source.events += events;
    source.failures += failures;
    source.matches += matches;
    totals.records += logs;
    totals.events += events;
    totals.failures += failures;
  }
  for (const [rule, count] of Object.entries(statistics.ruleErrors))
    totals.ruleErrors[rule] = (totals.ruleErrors[rule] ?? 0) + count;
  totals.keyless += statistics.keyless;
  for (const [record, reason] of failures) addReason(totals, record, reason);
}

export function addReason(totals: Totals, where: string, reason: string): void {
  if (totals.reasons.size < mostReasons) totals.reasons.set(where, reason);
}

/** A person reads a few; a million damaged lines have one cause. */
const mostReasons = 20;
