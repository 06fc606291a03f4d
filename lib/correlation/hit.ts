import type { JsonValue, Micros } from '../event/index.ts';

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
}
