import type { Micros } from '../event/index.ts';
import { type Decoded, decodeRecord, type FirehoseBatch, type Log } from '../ingest/index.ts';
import { collectHits } from './collect-hits.ts';
import { correlateGroups } from './correlate.ts';
import { type HeardFeeds, heardFeeds } from './heard-feeds.ts';
import type { DetectPorts } from './ports.ts';
import { readEvents } from './read-events.ts';
import { beginRun, type Run } from './run.ts';
import { saveDecisions } from './save-decision.ts';
import { hearFeeds, silentAfterOf } from './silence.ts';
import type { Statistics } from './statistics.ts';

export type RecordOutcome =
  | { readonly recordId: string; readonly outcome: 'ok' }
  /** Nothing in it to keep: CloudWatch's reachability probe. */
  | { readonly recordId: string; readonly outcome: 'control' }
  | {
      readonly recordId: string;
      readonly outcome: 'failed';
      /** `undecodable`: no later attempt will do better. */
      readonly cause: 'undecodable' | 'unevaluated';
      readonly reason: string;
    };

export interface Detected {
  /** One for each record of the batch, in its order. */
  readonly outcomes: readonly RecordOutcome[];
  readonly statistics: Statistics;
}

/**
 * The straight line, from bytes to findings. One bad record costs no other, one bad rule costs no other; a record whose
 * hits or findings could not be stored is failed, to be evaluated again: everything that is done twice changes nothing.
 */
export async function detect(batch: FirehoseBatch, ports: DetectPorts, now: Micros): Promise<Detected> {
  const { account, region } = batch;
  const { unread } = ports.rules;
  const known = { account, region, ...(ports.forcedSource === '' && { unread }) };
  const decoded = batch.records.map(({ recordId, bytes, arrival }) => ({
    recordId,
    decoded: wanted(
      decodeRecord(bytes, { ...known, recordId, arrival: arrival > 0 ? arrival : now }, ports.limits),
      ports,
    ),
  }));
  const heard = heardFeeds(source => silentAfterOf(ports.rules, source) !== null);
  const { failures, statistics } = await detectLogs(decoded.flatMap(logsOf), ports, now, heard);
  statistics.records = decoded.length;
  const outcomes = decoded.map(({ recordId, decoded }): RecordOutcome => {
    if (decoded.outcome === 'control') return { recordId, outcome: 'control' };
    if (decoded.outcome === 'failed') return failed(recordId, 'undecodable', decoded.reason);
    const reason = failures.get(recordId);
    return reason === undefined ? { recordId, outcome: 'ok' } : failed(recordId, 'unevaluated', reason);
  });
  statistics.controlRecords = outcomes.filter(({ outcome }) => outcome === 'control').length;
  statistics.failedRecords = outcomes.filter(({ outcome }) => outcome === 'failed').length;
  return { outcomes, statistics };
}

export interface DetectedLogs {
  /** Why records could not be evaluated, by the record id of their logs. */
  readonly failures: ReadonlyMap<string, string>;
  readonly statistics: Statistics;
}

/** The same from logs on, for files that were decoded elsewhere. */
export async function detectLogs(
  logs: readonly Log[],
  ports: DetectPorts,
  now: Micros,
  heard?: HeardFeeds,
): Promise<DetectedLogs> {
  const own = beginRun(ports, now);
  const run: Run = heard === undefined ? own : { ...own, heard };
  const events = await readEvents(logs, run);
  const { immediate, groups } = collectHits(events, run);
  await saveDecisions(immediate, run);
  await correlateGroups(groups, run);
  if (heard !== undefined) await hearFeeds(heard.all(), run);
  return { failures: run.failures, statistics: run.statistics };
}

function failed(recordId: string, cause: 'undecodable' | 'unevaluated', reason: string): RecordOutcome {
  return { recordId, outcome: 'failed', cause, reason };
}

function logsOf({ decoded }: { readonly decoded: Decoded }): readonly Log[] {
  return decoded.outcome === 'logs' ? decoded.logs : [];
}

/** All logs of a record lay in one log group. A record of one that nobody wants ends here, as a probe does. */
function wanted(decoded: Decoded, { wantsLogGroup }: DetectPorts): Decoded {
  if (decoded.outcome !== 'logs' || decoded.logs.length === 0) return decoded;
  return decoded.logs.every(log => !wantsLogGroup(log.origin.logGroup)) ? { outcome: 'control' } : decoded;
}
