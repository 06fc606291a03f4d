import {
  type BucketContents,
  basisOf,
  bucketOf,
  bucketsOf,
  type DecideContext,
  type Decision,
  decide,
  expiryOf,
  isDecidable,
  type Question,
  viewForUnit,
  viewOf,
} from '../correlation/index.ts';
import type { JsonValue, Micros } from '../event/index.ts';
import { type ChainHit, chainHits } from './chain-hits.ts';
import { decideContext } from './decide-context.ts';
import { explainNovelty } from './explain-novelty.ts';
import { findingMark, readMark } from './finding-mark.ts';
import { storeOf } from './ports.ts';
import type { PreparedRule } from './prepared-rule.ts';
import type { Run } from './run.ts';
import { saveDecision } from './save-decision.ts';

/**
 * Decides some units of one key, and saves what comes of it.
 *
 * Where a decision may be undone, its findings are first marked in their bucket, then saved, then the hits are read once
 * more. Either a fuller view was written before that second reading, and we see it and decide again; or after, and then
 * its writer sees our mark and retracts what no longer holds.
 */
export async function decideUnits(
  rule: PreparedRule,
  key: readonly JsonValue[],
  units: readonly Micros[],
  run: Run,
): Promise<Decided> {
  const feed: ChainHit[] = [];
  const found = new Set<Micros>();
  const open = units.filter(unit => isDecidable(rule.plan, unit, rule.keeping, run.now));
  let seen = -1;
  let contents: readonly BucketContents[] = [];
  for (let round = 0; round < mostRounds; round++) {
    contents = await readBuckets(rule, key, open, run);
    const seenNow = viewOf(contents).seen;
    if (seenNow === seen) return { feed, found, contents };
    seen = seenNow;
    const answers = open.map(unit => answer(rule, key, unit, contents, run));
    let hasSaved = false;
    for (const { decisions, retractions, marked, unit } of answers) {
      if (rule.plan.mode !== 'final') {
        await mark(
          rule,
          key,
          unit,
          decisions.filter(({ findingId }) => !marked.has(findingId)),
          run,
        );
      }
      for (const decision of decisions) {
        found.add(unit);
        const outcome = await saveDecision(rule, await explainNovelty(rule, decision, unit, run), run);
        feed.push(...chainHits(rule, decision, unit, run));
        hasSaved ||= outcome !== 'stale';
      }
      for (const { decision, anchor } of retractions) {
        await saveDecision(rule, decision, run);
        feed.push(...chainHits(rule, decision, anchor, run));
      }
    }
    if (rule.plan.mode === 'final' || !hasSaved) return { feed, found, contents };
  }
  throw new Error(`the hits of rule ${rule.rule.meta.id} changed at each of ${mostRounds} readings`);
}

export interface Decided {
  /** What the findings are to the rules that feed on them. */
  readonly feed: readonly ChainHit[];
  /** The units that hold a finding. */
  readonly found: ReadonlySet<Micros>;
  /** What was read last. */
  readonly contents: readonly BucketContents[];
}

/** A key that other detectors write to without a pause: the record is failed, and evaluated again later. */
const mostRounds = 10;

interface Answer {
  readonly unit: Micros;
  readonly decisions: readonly Decision[];
  readonly retractions: readonly { readonly decision: Decision; readonly anchor: Micros }[];
  readonly marked: ReadonlySet<string>;
}

function answer(
  rule: PreparedRule,
  key: readonly JsonValue[],
  unit: Micros,
  contents: readonly BucketContents[],
  run: Run,
): Answer {
  const own = bucketsOfUnit(rule, unit, contents);
  const question: Question = { rule: rule.rule, plan: rule.plan, key, unit, view: viewForUnit(rule.plan, unit, own) };
  const context = decideContext(rule, run);
  const decisions = decide(question, context);
  const stands = new Set(decisions.map(decision => decision.findingId));
  const marks = own
    .flatMap(({ findings }) => findings.flatMap(text => readMark(text) ?? []))
    .filter(each => each.unit === unit);
  const undone = marks.filter(each => !stands.has(each.findingId));
  return {
    unit,
    decisions,
    retractions: undone.map(each => ({
      decision: retraction(question, context, each.findingId, each.anchor),
      anchor: each.anchor,
    })),
    marked: new Set(marks.map(each => each.findingId)),
  };
}

/** What one unit's decision may look at. */
export function bucketsOfUnit(rule: PreparedRule, unit: Micros, contents: readonly BucketContents[]) {
  const starts = new Set(bucketsOf(rule.plan, unit));
  return contents.filter(({ bucket }) => starts.has(bucket.start));
}

function retraction(question: Question, context: DecideContext, findingId: string, anchor: Micros): Decision {
  const { rule, key, view, unit, plan } = question;
  return {
    findingId,
    rule: rule.meta.id,
    key,
    keyNames: [],
    hits: [],
    qualifiedAt: anchor,
    capped: view.capped,
    late: false,
    holds: false,
    basis: basisOf(question, context),
    closesAt: unit + plan.unit,
    measures: {},
  };
}

export function readBuckets(rule: PreparedRule, key: readonly JsonValue[], units: readonly Micros[], run: Run) {
  const starts = new Set(units.flatMap(unit => bucketsOf(rule.plan, unit)));
  const buckets = [...starts].map(start => ({ rule: rule.rule.meta.id, version: rule.version, key, start }));
  return storeOf(rule, run.ports).read(buckets, Math.floor(run.now / 1_000_000));
}

async function mark(
  rule: PreparedRule,
  key: readonly JsonValue[],
  unit: Micros,
  decisions: readonly Decision[],
  run: Run,
): Promise<void> {
  if (decisions.length === 0) return;
  const bucket = { rule: rule.rule.meta.id, version: rule.version, key, start: bucketOf(rule.plan, unit) };
  const marks = decisions.map(({ findingId, qualifiedAt }) =>
    findingMark({ unit, anchor: rule.slack === 0 ? qualifiedAt : unit, findingId }),
  );
  await storeOf(rule, run.ports).mark(bucket, marks, expiryOf(rule.plan, unit, rule.keeping));
}
