import type { JsonValue } from '../event/index.ts';
import type { Measure } from '../ir/index.ts';
import { canonicalText } from './finding-id.ts';
import type { Hit } from './hit.ts';

/** A figure that follows a sliding window: hits are added at its end and removed at its start, in event order. */
export interface RunningMeasure {
  readonly add: (hit: Hit) => void;
  readonly remove: (hit: Hit) => void;
  readonly value: () => JsonValue;
}

/** Null is "no figure": nothing that could be measured lies in the window, and every test of it is false. */
export function runningMeasure(measure: Measure): RunningMeasure {
  switch (measure.function) {
    case 'count':
      return tally(
        hit => (isPresent(hit, measure.of) ? [hit.event] : []),
        seen => seen.size,
      );
    case 'distinct':
      return tally(
        hit => tuples(hit, measure.of),
        seen => seen.size,
      );
    case 'set':
      return tally(
        hit => tuples(hit, measure.of),
        seen => [...seen.keys()].sort().map(text => JSON.parse(text)),
      );
    case 'sum':
      return overNumbers(measure, numbers => sum(numbers));
    case 'average':
      return overNumbers(measure, numbers => (numbers.length === 0 ? null : sum(numbers) / numbers.length));
    case 'min':
      return overNumbers(measure, numbers => (numbers.length === 0 ? null : numbers.reduce((a, b) => Math.min(a, b))));
    case 'max':
      return overNumbers(measure, numbers => (numbers.length === 0 ? null : numbers.reduce((a, b) => Math.max(a, b))));
    case 'percentile':
      return overNumbers(measure, numbers => percentile(numbers, measure.percent ?? 50));
    default:
      return measure.function satisfies never;
  }
}

function tally(
  texts: (hit: Hit) => readonly string[],
  value: (seen: Map<string, number>) => JsonValue,
): RunningMeasure {
  const seen = new Map<string, number>();
  return {
    add: hit => {
      for (const text of texts(hit)) seen.set(text, (seen.get(text) ?? 0) + 1);
    },
    remove: hit => {
      for (const text of texts(hit)) {
        const left = (seen.get(text) ?? 1) - 1;
        if (left === 0) seen.delete(text);
        else seen.set(text, left);
      }
    },
    value: () => value(seen),
  };
}

/** Recomputed from the window each time: a running sum of fractions would drift, and depend on what came and went. */
function overNumbers(measure: Measure, value: (numbers: readonly number[]) => JsonValue): RunningMeasure {
  const window: { readonly hit: Hit; readonly number: number }[] = [];
  let start = 0;
  const number = (hit: Hit) => numberOf(hit.values[measure.of[0] ?? 0]);
  return {
    add: hit => {
      const found = number(hit);
      if (found !== null) window.push({ hit, number: found });
    },
    remove: hit => {
      if (window[start]?.hit === hit) start++;
    },
    value: () => value(window.slice(start).map(entry => entry.number)),
  };
}

function isPresent(hit: Hit, positions: readonly number[]): boolean {
  return positions.every(position => (hit.values[position] ?? null) !== null);
}

/** One value: each member of an array counts. Several: the tuple counts, unless all of it is missing. */
function tuples(hit: Hit, positions: readonly number[]): string[] {
  const values = positions.map(position => hit.values[position] ?? null);
  const [only] = values;
  if (values.length === 1 && Array.isArray(only)) return only.filter(member => member !== null).map(canonicalText);
  return values.every(value => value === null) ? [] : [canonicalText(values.length === 1 ? (only ?? null) : values)];
}

const numeral = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

function numberOf(value: JsonValue | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && numeral.test(value) ? Number(value) : null;
}

/** Small to large, so that the same numbers give the same sum in whatever order they came. */
function sum(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => Math.abs(a) - Math.abs(b) || a - b).reduce((total, number) => total + number, 0);
}

/** Nearest rank: the smallest number that at least this share of them does not exceed. */
function percentile(numbers: readonly number[], percent: number): JsonValue {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[Math.min(rank, sorted.length) - 1] ?? null;
}
