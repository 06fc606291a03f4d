import { isObject, type JsonValue } from '../../event/index.ts';
import type { FigureFunction } from '../../ir/index.ts';
import { canonicalText } from '../finding-id.ts';
import { columnsOf } from './query-row.ts';
import { compareValues } from './sort-rows.ts';

/** What a list or set holds at most when nothing is said, as Kusto has it. */
const defaultMembers = 1_048_576;

/** An aggregate over tuples of values, one per row. Nulls are left out, as Kusto does. */
export function figureOf(name: FigureFunction, tuples: readonly (readonly JsonValue[])[]): JsonValue {
  const values = tuples.map(([first = null]) => first).filter(value => value !== null);
  switch (name) {
    case 'count':
      return tuples.length;
    case 'distinct':
      return distinct(values).length;
    case 'sum':
      return total(numbers(values));
    case 'min':
      return least(values, compareValues);
    case 'max':
      return least(values, (a, b) => compareValues(b, a));
    case 'average':
      return mean(numbers(values));
    case 'variance':
      return variance(numbers(values));
    case 'deviation': {
      const found = variance(numbers(values));
      return typeof found === 'number' ? Math.sqrt(found) : null;
    }
    case 'percentile':
      return percentile(numbers(values), Number(tuples[0]?.[1] ?? 50));
    case 'set':
      return distinct(values.flatMap(members)).slice(0, limit(tuples));
    case 'list':
      return values.slice(0, limit(tuples));
    case 'any':
      return values[0] ?? null;
    case 'at-max':
      return at(tuples, (a, b) => compareValues(b, a));
    case 'at-min':
      return at(tuples, compareValues);
    case 'bag':
      // The first that names an entry gives it.
      return columnsOf(values.toReversed().flatMap(value => (isObject(value) ? Object.entries(value) : [])));
    default:
      return name satisfies never;
  }
}

function distinct(values: readonly JsonValue[]): JsonValue[] {
  return [...new Map(values.map(value => [canonicalText(value), value])).values()];
}

function members(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : [value];
}

function limit(tuples: readonly (readonly JsonValue[])[]): number {
  const given = tuples[0]?.[1];
  return typeof given === 'number' ? given : defaultMembers;
}

function numbers(values: readonly JsonValue[]): readonly number[] {
  return values.filter(value => typeof value === 'number');
}

/** In a fixed order, so that the sum of fractions depends on nothing else. */
function total(found: readonly number[]): number {
  return found.toSorted((a, b) => a - b).reduce((sum, number) => sum + number, 0);
}

function mean(found: readonly number[]): JsonValue {
  return found.length === 0 ? null : total(found) / found.length;
}

/** Of a sample: divided by n - 1. */
function variance(found: readonly number[]): JsonValue {
  if (found.length < 2) return found.length === 0 ? null : 0;
  const middle = total(found) / found.length;
  return total(found.map(number => (number - middle) ** 2)) / (found.length - 1);
}

/** Nearest rank. */
function percentile(found: readonly number[], percent: number): JsonValue {
  const sorted = found.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[Math.min(rank, sorted.length) - 1] ?? null;
}

function least(values: readonly JsonValue[], compare: (a: JsonValue, b: JsonValue) => number): JsonValue {
  return values.reduce<JsonValue>((best, value) => (best === null || compare(value, best) < 0 ? value : best), null);
}

function at(tuples: readonly (readonly JsonValue[])[], compare: (a: JsonValue, b: JsonValue) => number): JsonValue {
  let best: readonly JsonValue[] | null = null;
  for (const tuple of tuples) {
    const by = tuple[1] ?? null;
    if (by !== null && (best === null || compare(by, best[1] ?? null) < 0)) best = tuple;
  }
  return best?.[0] ?? null;
}
