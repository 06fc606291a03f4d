import type { JsonValue, Micros } from '../event/index.ts';
import { processingMicros } from './decide-context.ts';
import type { Decision } from './decision.ts';
import { findingId } from './finding-id.ts';
import type { Hit } from './hit.ts';
import { day } from './plan.ts';

/** What can fall silent: one source in one log group (or stream, where there is none) of one account and Region. */
export interface Feed {
  readonly source: string;
  readonly account: string;
  readonly region: string;
  /** '' for what does not come from CloudWatch Logs. */
  readonly logGroup: string;
}

export const silentRuleId = 'weir.silent-source';

/**
 * That a feed was heard is remembered by five minutes of arrival, not by event: a few small items an hour, however much
 * arrives, and the same ones in whatever order and batches. Arrival, because a source with a wrong clock is not silent.
 */
export const slotMicros: Micros = 300_000_000;

/** Firehose may hold a record for fifteen minutes before anyone sees it. */
const longestBuffer: Micros = 900_000_000;

export function slotOf(arrival: Micros): Micros {
  return Math.floor(arrival / slotMicros) * slotMicros;
}

/** When it is certain that nothing came for so long after this slot: never before. */
export function silenceDueAt(slot: Micros, after: Micros): Micros {
  const settled = slot + slotMicros + after + longestBuffer + processingMicros;
  return Math.ceil(settled / minute) * minute;
}

const minute: Micros = 60_000_000;

/** Where slots are kept. A feed's silences are remembered in `silenceBucket`, apart from them. */
export function slotBucketStart(slot: Micros): Micros {
  return Math.floor(slot / day) * day;
}

/** The buckets that hold what was heard after a slot. */
export function slotBucketStarts(slot: Micros, now: Micros): readonly Micros[] {
  const starts: Micros[] = [];
  for (let start = slotBucketStart(slot); start <= now; start += day) starts.push(start);
  return starts;
}

/** No slot is so old. */
export const silenceBucket: Micros = 0;

export function feedKey({ source, account, region, logGroup }: Feed): readonly JsonValue[] {
  return [source, account, region, logGroup];
}

export function feedOf(key: readonly JsonValue[]): Feed {
  const [source = '', account = '', region = '', logGroup = ''] = key.map(String);
  return { source, account, region, logGroup };
}

export function slotHit(slot: Micros): Hit {
  return { time: slot, sequence: 0, event: String(slot), leg: 0, values: [], basis: 0, retracted: false };
}

/**
 * The silence after a slot, as a finding. It holds until anything later was heard; that it was heard is the greater basis,
 * so the last word is the same whoever has it.
 */
export function silenceAfter(feed: Feed, slot: Micros, after: Micros, isOver: boolean): Decision {
  const { source, account, region, logGroup } = feed;
  const evidence = { source, account, region, logGroup, logStream: '', fields: {} };
  return {
    findingId: silenceId(feed, slot),
    rule: silentRuleId,
    key: feedKey(feed),
    keyNames: ['source', 'account', 'region', 'log.group'],
    hits: isOver ? [] : [{ ...slotHit(slot), evidence }],
    qualifiedAt: slot,
    capped: false,
    late: false,
    holds: !isOver,
    basis: { hits: isOver ? 2 : 1, closed: true },
    closesAt: silenceDueAt(slot, after),
    measures: { silentAfterSeconds: Math.round(after / 1_000_000) },
  };
}

export function silenceId(feed: Feed, slot: Micros): string {
  return findingId(silentRuleId, [...feedKey(feed)], slot);
}
