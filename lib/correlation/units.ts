import type { Micros } from '../event/index.ts';
import { hour, type Plan } from './plan.ts';

export interface Keeping {
  /** How late an event of this rule's sources may arrive and still be correlated. */
  readonly lateness: Micros;
  /** How long after that a failed record may still be evaluated again. */
  readonly horizon: Micros;
}

/** Clocks of different machines differ, and TTL may delete at the very second. */
const clockMargin: Micros = hour;

export function unitOf(plan: Plan, time: Micros): Micros {
  return Math.floor(time / plan.unit) * plan.unit;
}

/** The units whose decision a hit at this time can change, in order. */
export function unitsTouched(plan: Plan, time: Micros): readonly Micros[] {
  return multiples(unitOf(plan, time - plan.ahead), unitOf(plan, time + plan.back), plan.unit);
}

/** Starts of the buckets that a unit's decision reads: always the same ones, or its basis would not only grow. */
export function bucketsOf(plan: Plan, unit: Micros): readonly Micros[] {
  if (plan.oneBucket) return [0];
  return multiples(unitOf(plan, unit - plan.back), unitOf(plan, unit + plan.unit - 1 + plan.ahead), plan.unit);
}

/** The bucket in which a hit at this time is kept. */
export function bucketOf(plan: Plan, time: Micros): Micros {
  return plan.oneBucket ? 0 : unitOf(plan, time);
}

/** Until when a unit may still be decided: afterwards the hits it rests on may be gone. */
export function isDecidable(plan: Plan, unit: Micros, keeping: Keeping, now: Micros): boolean {
  return unit + plan.unit + keeping.lateness + keeping.horizon >= now;
}

/** When the hits of a unit may be forgotten: when no unit that reads them can be decided any more. */
export function expiryOf(plan: Plan, unit: Micros, keeping: Keeping): number {
  const until = unit + 2 * plan.unit + plan.back + keeping.lateness + keeping.horizon + clockMargin;
  return Math.ceil(until / 1_000_000);
}

function multiples(from: Micros, to: Micros, step: Micros): Micros[] {
  const found: Micros[] = [];
  for (let at = from; at <= to; at += step) found.push(at);
  return found;
}
