/**
 * Hits over time to decisions. Pure: the union of the hits decides, whatever their order, batches or repetitions.
 *
 * Owns the StateStore port and the memory store. Knows no log, no language, no AWS; evaluates predicates over result
 * rows through a function it is given.
 */

export type { Basis, Decision } from './decision.ts';
export type { Hit } from './hit.ts';
export type { BucketContents, BucketKey, StateStore, Timer } from './state-store.ts';
