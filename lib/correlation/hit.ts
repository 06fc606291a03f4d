import type { JsonObject, JsonValue, Micros } from '../event/index.ts';

/** That one event matched one leg of one rule. State is a grow-only set of these; equal `event` and `leg` are one hit. */
export interface Hit {
  readonly time: Micros;
  readonly sequence: number;
  /** The event's id (or, in a chain, the inner finding's). */
  readonly event: string;
  /** Position of the leg: the input, step or alternative that matched. */
  readonly leg: number;
  /** The leg's `values`, evaluated; null where an event had none. */
  readonly values: readonly JsonValue[];
  /** In a chain, a retraction travels as the same hit with a greater basis; the greatest wins. Else 0. */
  readonly basis: number;
  readonly retracted: boolean;
  /** What a finding may show of the event. Stored with the first and the last hit of each leg in a batch only. */
  readonly evidence?: HitEvidence;
}

/** One event as a finding shows it: redacted and cut before it gets here. Empty strings are "unknown". */
export interface HitEvidence {
  readonly source: string;
  readonly account: string;
  readonly region: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly fields: JsonObject;
}

/** The order of events (DESIGN §6.2), and among the hits of one event by leg. */
export function compareHits(a: Hit, b: Hit): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.sequence !== b.sequence) return a.sequence - b.sequence;
  if (a.event !== b.event) return a.event < b.event ? -1 : 1;
  return a.leg - b.leg;
}

/** Of two reports of one hit: the greater basis; of equal ones, the one that can still show its event. */
export function fullerHit(a: Hit, b: Hit): Hit {
  if (a.basis !== b.basis) return a.basis > b.basis ? a : b;
  return a.evidence === undefined && b.evidence !== undefined ? b : a;
}
