import type { JsonValue } from '../event/index.ts';
import type { Leg } from '../ir/index.ts';
import type { EvaluationContext } from './context.ts';
import { evaluateValue } from './reference.ts';
import type { Row } from './row.ts';

/** What a leg takes from a row that matched it. */
export interface LegHit {
  /** Null: a part is missing that must not be, so the event does not correlate. */
  readonly key: readonly JsonValue[] | null;
  /** By position; null where the row has none. */
  readonly values: readonly JsonValue[];
}

/** Evaluates a leg's key parts and values, whether or not its predicate holds for the row. */
export function hitOf(leg: Pick<Leg, 'key' | 'values'>, row: Row, context: EvaluationContext): LegHit {
  const key: JsonValue[] = [];
  let dropped = false;
  for (const part of leg.key) {
    // Null is what sources write for "none", so it is as missing as missing.
    const value = evaluateValue(part.value, row, context) ?? null;
    if (value === null && part.missing === 'drop') dropped = true;
    key.push(value);
  }
  const values = leg.values.map(value => evaluateValue(value, row, context) ?? null);
  return { key: dropped ? null : key, values };
}
