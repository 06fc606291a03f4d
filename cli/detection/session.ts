import { type Decision, memoryStore } from '../../lib/correlation/index.ts';
import type { RuleBundle } from '../../lib/engine/index.ts';
import type { LogEvent, Micros } from '../../lib/event/index.ts';
import { compareBasis, type Finding, type FindingRow, memoryFindingSink } from '../../lib/finding/index.ts';
import type { Log } from '../../lib/ingest/index.ts';
import {
  type DetectPorts,
  detectLogs,
  detectPorts,
  filePatience,
  type Patience,
  prepareRuleset,
  type Statistics,
  sweep,
} from '../../lib/pipeline/index.ts';
import { type Place, placeOf, placesOf } from './places.ts';
import { addStatistics, emptyTotals, type Totals } from './totals.ts';

/** A finding with all that a person at a terminal may ask of it. */
export interface Detection {
  readonly row: FindingRow;
  /** Where every contributing event stands, in event order; not cut, as deployed evidence is. */
  readonly events: readonly Place[];
}

export interface Session {
  /** Evaluates logs; what they change can be read at once. */
  readonly feed: (logs: readonly Log[]) => Promise<void>;
  /** Closes every window that ends before this event time; all of them where none is given. */
  readonly close: (until?: Micros) => Promise<void>;
  /** What changed since the last call, in the order in which it came. */
  readonly changes: () => readonly Detection[];
  /** The active findings, in the order of their first event. */
  readonly active: () => readonly Detection[];
  readonly totals: () => Totals;
  /** Latest event time seen; 0 before the first event. */
  readonly watermark: () => Micros;
}

export interface SessionOptions {
  readonly bundle: RuleBundle;
  /** Reads every log as this source's; '' recognises. */
  readonly source: string;
  readonly now: Micros;
  readonly patience?: Patience;
  readonly adjust?: (event: LogEvent) => LogEvent;
}

/** The deployed line with its state in this process: nothing is capped, and what a file holds is never late. */
export function openSession({ bundle, source, now, patience = filePatience, adjust }: SessionOptions): Session {
  const findings = memoryFindingSink([]);
  const places = new Map<string, Place>();
  const decisions = new Map<string, Decision>();
  const changed = new Map<string, number>();
  const totals = emptyTotals();
  let watermark = 0;

  const rules = prepareRuleset(bundle, patience);
  // Only events that match anything are remembered: a large file is mostly events that do not.
  const matcher = {
    ...rules.matcher,
    match: (event: Parameters<typeof rules.matcher.match>[0]) => {
      const matched = rules.matcher.match(event);
      if (matched.matched.length > 0 || matched.errors.length > 0)
        places.set(event.id, places.get(event.id) ?? placeOf(event));
      return matched;
    },
  };
  // What begins after the last event of files was not there to be missed.
  let end = Number.POSITIVE_INFINITY;
  const context = {
    ...rules.context,
    windowStarts: (name: string, from: Micros, until: Micros) =>
      rules.context.windowStarts(name, from, until).filter(start => start <= end),
  };
  const ports: DetectPorts = detectPorts({
    state: memoryStore(Number.POSITIVE_INFINITY),
    findings,
    rules: { ...rules, matcher, context },
    forcedSource: source,
    ...(adjust === undefined ? {} : { adjust }),
    observer: {
      event: event => {
        if (event.time > watermark) watermark = event.time;
      },
      decision: decision => {
        const known = decisions.get(decision.findingId);
        if (known !== undefined && compareBasis(decision.basis, known.basis) < 0) return;
        decisions.set(decision.findingId, decision);
      },
    },
  });

  const detection = (row: FindingRow): Detection => ({ row, events: placesOf(row.finding.id, decisions, places) });
  const count = (statistics: Statistics, failures: ReadonlyMap<string, string>) =>
    addStatistics(totals, statistics, failures);

  return {
    feed: async logs => {
      const { statistics, failures } = await detectLogs(logs, ports, now);
      count(statistics, failures);
    },
    close: async (until = Number.POSITIVE_INFINITY) => {
      if (until === Number.POSITIVE_INFINITY) end = watermark;
      for (;;) {
        const swept = await sweep(ports, until, timersPerSweep);
        count(swept.statistics, new Map(swept.failed.map(({ timer, reason }) => [timer.rule, reason])));
        if (!swept.isMore || swept.done === 0) return;
      }
    },
    changes: () =>
      findings
        .rows()
        .filter(({ finding }) => changed.get(finding.id) !== finding.revision)
        .map(row => {
          changed.set(row.finding.id, row.finding.revision);
          return detection(row);
        }),
    active: () =>
      findings
        .rows()
        .filter(({ finding }) => finding.state === 'active')
        .map(detection)
        .sort((a, b) => byFirstEvent(a.row.finding, b.row.finding)),
    totals: () => totals,
    watermark: () => watermark,
  };
}

const timersPerSweep = 1000;

function byFirstEvent(a: Finding, b: Finding): number {
  const [first, second] = [a, b].map(finding => `${finding.firstSeen.padEnd(30, '0')} ${finding.rule} ${finding.id}`);
  return (first ?? '') < (second ?? '') ? -1 : 1;
}
