import type { Micros } from '../event/index.ts';
import { type AggregateDetection, legs, type Predicate, type Rule } from '../ir/index.ts';
import { day, planOf, spanOf } from './plan.ts';
import { defaultCapPerLeg } from './state-store.ts';
import { bucketsOf, expiryOf, type Keeping } from './units.ts';

/** The most that one key of a rule can cost in state, whatever comes. All zero for a rule that remembers nothing. */
export interface StateBounds {
  /** What one decision reads: the buckets that its windows can touch. */
  readonly bucketsRead: number;
  /** Where every hit came in a batch of its own. */
  readonly itemsRead: number;
  readonly bytesRead: number;
  readonly readUnits: number;
  /** The same hits in batches of a thousand, as a busy key's come. */
  readonly busyBytesRead: number;
  readonly busyReadUnits: number;
  /** One hit alone is one item; a batch's hits of a key and bucket are one together. */
  readonly writeUnitsPerItem: number;
  /** Days until all of it may be forgotten. */
  readonly keptDays: number;
}

/** An item of one hit with its names, its event's evidence and short values; and a hit among a thousand. */
const bytesPerItem = 1_024;
const bytesPerHit = 32;
const bytesPerValue = 16;

export function stateBounds(rule: Rule, keeping: Keeping): StateBounds {
  const all = legs(rule.detection);
  const plan = planOf(rule, 0);
  if (rule.detection.kind === 'single' && rule.suppression.kind === 'off') return nothingKept;
  const buckets = bucketsOf(plan, 0).length;
  const items = buckets * all.reduce((sum, leg) => sum + mostHits(leg.values.length, rule), 0);
  const values = Math.max(0, ...all.map(leg => leg.values.length));
  const busyBytes = items * (bytesPerHit + values * bytesPerValue);
  return {
    bucketsRead: buckets,
    itemsRead: items,
    bytesRead: items * bytesPerItem,
    readUnits: Math.ceil((items * bytesPerItem) / 4096),
    busyBytesRead: busyBytes,
    busyReadUnits: Math.ceil(busyBytes / 4096),
    writeUnitsPerItem: Math.ceil(bytesPerItem / 1024),
    keptDays: Math.ceil((expiryOf(plan, 0, keeping) * 1_000_000) / day),
  };
}

const nothingKept: StateBounds = {
  bucketsRead: 0,
  itemsRead: 0,
  bytesRead: 0,
  readUnits: 0,
  busyBytesRead: 0,
  busyReadUnits: 0,
  writeUnitsPerItem: 0,
  keptDays: 0,
};

/** A full leg still takes new values, up to twice its cap. A first-seen term has one hit a day. */
function mostHits(values: number, { detection }: Rule): number {
  if (detection.kind === 'first-seen') return 2 * detection.historyDays + detection.freezeDays + 1;
  return values === 0 ? defaultCapPerLeg : 2 * defaultCapPerLeg;
}

/** The longest that state is kept for one window: more is a question for a data lake. */
const longestSpan: Micros = 31 * day;
const longestHistoryDays = 400;
const mostTicks = 10_000;
const mostStages = 100;

/** Why a rule cannot be kept in bounded state: each is an error of the build. */
export function unboundedState(rule: Rule): readonly string[] {
  const { detection } = rule;
  const found: string[] = [];
  if (detection.kind === 'first-seen') {
    if (detection.historyDays > longestHistoryDays)
      found.push(`its history of ${detection.historyDays} days is longer than ${longestHistoryDays}`);
  } else if (spanOf(detection) > longestSpan) {
    found.push(`its span of ${Math.ceil(spanOf(detection) / day)} days is longer than ${longestSpan / day}`);
  }
  if (detection.kind === 'aggregate') {
    const wanted = leastCount(detection);
    const cap = defaultCapPerLeg * detection.inputs.length;
    if (wanted > cap)
      found.push(`it waits for ${wanted} events, and state keeps no more than ${cap} of a key and period`);
  }
  const every =
    detection.kind === 'query'
      ? detection.every
      : 'window' in detection && typeof detection.window === 'object' && detection.window?.kind === 'ticks'
        ? detection.window.every
        : null;
  if (every !== null && spanOf(detection) > every * mostTicks)
    found.push(`its span holds more than ${mostTicks} of the ticks at which it runs`);
  if (detection.kind === 'sequence') {
    const stages = detection.steps.reduce((sum, step) => sum + step.runs, 0);
    if (stages > mostStages) found.push(`its ${stages} stages are more than ${mostStages}`);
  }
  return found;
}

/** The number of events without which `having` cannot hold. */
function leastCount({ having, measures }: AggregateDetection): number {
  const counted = new Set(
    measures.filter(measure => measure.function === 'count' || measure.function === 'distinct').map(({ name }) => name),
  );
  const least = (predicate: Predicate): number => {
    if (predicate.op === 'all') return Math.max(0, ...predicate.of.map(least));
    if (predicate.op === 'any') return predicate.of.length === 0 ? 0 : Math.min(...predicate.of.map(least));
    if (predicate.op !== 'test' || predicate.test.is !== 'number' || predicate.value.op !== 'field') return 0;
    if (!predicate.value.field.names.some(({ name }) => counted.has(name))) return 0;
    const { compare, to } = predicate.test;
    if (compare === '>') return to + 1;
    return compare === '>=' || compare === '==' ? to : 0;
  };
  return least(having);
}
