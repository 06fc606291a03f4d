import type { JsonValue } from '../event/index.ts';
import type { KeyPart, Leg } from '../ir/index.ts';
import { canonicalJson } from './canonical-json.ts';
import type { EvaluationContext } from './context.ts';
import { members } from './members.ts';
import { evaluateValue } from './reference.ts';
import type { Row } from './row.ts';

/** What a leg takes from a row that matched it. */
export interface LegHit {
  /** Null: a part is missing that must not be, so the event does not correlate. */
  readonly key: readonly JsonValue[] | null;
  /** By position; null where the row has none. */
  readonly values: readonly JsonValue[];
}

/** Elasticsearch takes as many combinations of one document's new terms. */
const mostKeys = 100;

/** The keys that one hit counts for: several where a part says that each member of an array is one. */
export function keysOfHit(parts: readonly KeyPart[], key: readonly JsonValue[]): readonly (readonly JsonValue[])[] {
  let keys: (readonly JsonValue[])[] = [[]];
  for (const [position, part] of parts.entries()) {
    const value = key[position] ?? null;
    const choices = part.each === true && Array.isArray(value) ? distinct(members(value)) : [value];
    keys = keys.flatMap(begun => choices.map(choice => [...begun, choice])).slice(0, mostKeys);
  }
  return keys;
}

function distinct(values: readonly JsonValue[]): readonly JsonValue[] {
  return [...new Map(values.filter(value => value !== null).map(value => [canonicalJson(value), value])).values()];
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
