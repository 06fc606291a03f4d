/**
 * Hits over time to decisions. Pure: the union of the hits decides, whatever their order, batches or repetitions.
 *
 * Owns the StateStore port and the memory store. Knows no log, no language, no AWS; evaluates predicates over result
 * rows through a function it is given.
 */

export { basisOf } from './basis-of.ts';
export { boundedValue } from './bounded-value.ts';
export { decide } from './decide.ts';
export type { DecideContext, Question, RowTest } from './decide-context.ts';
export { processingMicros } from './decide-context.ts';
export { acceptLeg, resetLeg } from './decide-first-seen.ts';
export { type CompletedSequence, completedSequences } from './decide-sequence.ts';
export { decideLate, decideUnsuppressed } from './decide-single.ts';
export type { Basis, Decision } from './decision.ts';
export { canonicalText, findingId, hashText } from './finding-id.ts';
export { type FullLeg, fullLeg } from './full-leg.ts';
export { compareHits, type Hit, type HitEvidence } from './hit.ts';
export { keyNames, keyParts } from './key-parts.ts';
export { memoryStore } from './memory-store.ts';
export { anchorSlack, type Mode, type Plan, periodOf, planOf, spanOf } from './plan.ts';
export {
  type Feed,
  feedKey,
  feedOf,
  silenceAfter,
  silenceBucket,
  silenceDueAt,
  silenceId,
  silentRuleId,
  slotBucketStart,
  slotBucketStarts,
  slotHit,
  slotMicros,
  slotOf,
} from './silence.ts';
export { type StateBounds, stateBounds, unboundedState } from './state-bounds.ts';
export {
  type BucketContents,
  type BucketKey,
  defaultCapPerLeg,
  type StateStore,
  type Timer,
} from './state-store.ts';
export { bucketOf, bucketsOf, expiryOf, isDecidable, type Keeping, unitOf, unitsTouched } from './units.ts';
export { type View, viewForUnit, viewOf, viewOfHits } from './view.ts';
