import {
  type BucketContents,
  type BucketKey,
  canonicalText,
  expiryOf,
  findingId,
  type Hit,
  type StateStore,
  spanOf,
  unitOf,
} from '../correlation/index.ts';
import type { JsonValue, Micros } from '../event/index.ts';
import { inTurns } from './in-turns.ts';
import { storeOf } from './ports.ts';
import type { PreparedRule } from './prepared-rule.ts';
import type { Run } from './run.ts';

/**
 * The neighbours of a term differ from it in one part: the same user and program on the same host, under another parent.
 * A finding says which of them were seen instead.
 *
 * Context: terms are kept under hashes of all their parts, so a term's neighbours cannot be looked up.
 * Choice: a term that comes up in a period of the history for the first time leaves its part in a list for each of its
 * neighbourhoods: one small write per list, period and batch, not per day. A finding reads a bounded piece of each list, and the
 * days of the few that it then names.
 * Price: a list is no state of detection. It is cut where many terms come up at once, and tells what the container knew
 * when the finding was made.
 */
export interface Neighbour {
  /** Position of the part in which it differs, and what stands there. */
  readonly part: number;
  readonly value: JsonValue;
  /** On how many days of the history it was seen. */
  readonly days: number;
}

/** A flood of new terms must not become a hot partition: enough is known of such a neighbourhood. */
const mostWritten = 50;
/** A finding reads so many of a list, looks at so many of these, and reads so many of the hits of each. */
const mostListed = 25;
const mostAsked = 3;
const mostHits = 100;

/** Lists the term with its neighbours, if these hits are its first of a period. */
export function rememberNeighbour(
  rule: PreparedRule,
  key: readonly JsonValue[],
  hits: readonly Hit[],
  contents: readonly BucketContents[],
  run: Run,
): void {
  if (key.length < 2) return;
  const period = spanOf(rule.rule.detection);
  const known = contents.flatMap(bucket => bucket.hits);
  const { listed } = run.ports.rules;
  for (const start of new Set(hits.map(hit => Math.floor(hit.time / period) * period))) {
    const firstDay = (some: readonly Hit[]) =>
      Math.min(...some.filter(hit => isWithin(hit.time, start, period)).map(hit => unitOf(rule.plan, hit.time)));
    const term = canonicalText([rule.rule.meta.id, rule.version, [...key], start]);
    if (listed.get(term) !== undefined || firstDay(known) < firstDay(hits)) continue;
    const day = firstDay(hits);
    for (const [part, value] of key.entries()) list(rule, key, part, [value, day], start, run);
    listed.set(term, 1);
  }
}

/** One term for one list. */
export interface Listing {
  readonly store: StateStore;
  readonly bucket: BucketKey;
  readonly hit: Hit;
  readonly expiresAt: number;
}

/** Writes the lists that new terms of the batch belong to, each once. What cannot be written is counted, and missing. */
export async function writeListings(run: Run): Promise<void> {
  const lists = new Map<string, Listing[]>();
  for (const listing of run.listings.splice(0)) {
    const { rule, version, key } = listing.bucket;
    const id = canonicalText([rule, version, [...key], listing.expiresAt]);
    lists.set(id, [...(lists.get(id) ?? []), listing]);
  }
  await inTurns([...lists.values()], async ([first, ...others]) => {
    if (first === undefined) return;
    const hits = [first, ...others].map(({ hit }) => hit);
    await first.store.add(first.bucket, hits, first.expiresAt).catch(() => void run.statistics.stateFailures++);
  });
}

function list(
  rule: PreparedRule,
  key: readonly JsonValue[],
  part: number,
  values: readonly [value: JsonValue, firstDay: Micros],
  start: Micros,
  run: Run,
): void {
  const bucket = listOf(rule, key, part);
  const { listed } = run.ports.rules;
  const id = canonicalText([bucket.rule, bucket.version, [...bucket.key], start]);
  const written = listed.get(id) ?? 0;
  if (written >= mostWritten) return;
  listed.set(id, written + 1);
  const hit: Hit = {
    time: start,
    sequence: 0,
    event: findingId('weir.neighbour', values[0], start),
    leg: 0,
    values,
    basis: 0,
    retracted: false,
  };
  const period = spanOf(rule.rule.detection);
  const expiresAt = expiryOf(rule.plan, start + period, rule.keeping);
  run.listings.push({ store: storeOf(rule, run.ports), bucket, hit, expiresAt });
}

/** What was seen instead of a term that is new on a day: of each part the longest known, most days first. */
export async function seenInstead(
  rule: PreparedRule,
  key: readonly JsonValue[],
  today: Micros,
  run: Run,
): Promise<readonly Neighbour[]> {
  if (key.length < 2) return [];
  const from = today - spanOf(rule.rule.detection);
  const found: Neighbour[] = [];
  for (const [part, own] of key.entries()) {
    const { hits } = await sampled(rule, listOf(rule, key, part), mostListed, run);
    const values = new Map(
      [...hits]
        // What came up today as well was not seen instead, and costs no look.
        .filter(({ values: [, firstDay] }) => Number(firstDay) < today)
        .sort((a, b) => a.time - b.time)
        .map(({ values: [value = null] }) => [canonicalText(value), value]),
    );
    values.delete(canonicalText(own));
    for (const value of [...values.values()].slice(0, mostAsked)) {
      const term = termBucket(rule, key.with(part, value));
      const seen = (await sampled(rule, term, mostHits, run)).hits.filter(hit => hit.leg === 0);
      const days = new Set(seen.map(hit => unitOf(rule.plan, hit.time)).filter(at => isWithin(at, from, today - from)));
      if (days.size > 0) found.push({ part, value, days: days.size });
    }
  }
  return found.sort((a, b) => b.days - a.days);
}

/** New terms of one batch mostly have the same neighbours: an invocation reads a list once. */
async function sampled(rule: PreparedRule, bucket: BucketKey, most: number, run: Run): Promise<BucketContents> {
  const id = canonicalText([bucket.rule, bucket.version, [...bucket.key], run.now]);
  const known = run.ports.rules.sampled.get(id);
  if (known !== undefined) return known;
  const found = await storeOf(rule, run.ports).sample(bucket, Math.floor(run.now / 1_000_000), most);
  run.ports.rules.sampled.set(id, found);
  return found;
}

function termBucket({ rule, version }: PreparedRule, key: readonly JsonValue[]): BucketKey {
  return { rule: rule.meta.id, version, key, start: 0 };
}

/** One part longer than any term of the rule, so that no term can pass for a list. */
function listOf(rule: PreparedRule, key: readonly JsonValue[], part: number): BucketKey {
  return termBucket(rule, ['weir.neighbours', part, ...key.toSpliced(part, 1)]);
}

function isWithin(time: Micros, from: Micros, length: Micros): boolean {
  return time >= from && time < from + length;
}

/** Neighbourhoods whose writes a container counts: some hundred bytes each. */
export const mostNeighbourhoods = 10_000;
/** Lists that an invocation has read. */
export const mostSampled = 100;
/** Findings whose sentence a container remembers, so that each costs these reads once. */
export const mostNovelties = 1_000;
