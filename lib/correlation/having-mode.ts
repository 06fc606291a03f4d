import {
  type AggregateDetection,
  type Comparison,
  fieldsOfValue,
  type Predicate,
  type TemporalDetection,
  type Value,
} from '../ir/index.ts';
import type { Mode } from './plan.ts';

/**
 * Whether more hits can only make a condition truer, read off its text.
 *
 * `rises`: once true, it stays true. `falls`: once false, it stays false. Of a sum it is not known (a negative number
 * may come) but a fall is rare, so what looks at sums fires at once and is retracted if undone.
 */
export function havingMode(detection: AggregateDetection | TemporalDetection): Mode {
  const trends = detection.kind === 'aggregate' ? measureTrends(detection) : inputTrends(detection);
  if (detection.inputs.length === 0) return 'final';
  const trend = trendOf(detection.having, trends);
  if (!trend.rises) return 'waits';
  return trend.sure ? 'final' : 'retractable';
}

/**
 * How a figure moves as hits come in. Key parts do not: within one group they are constants. Extremes come out of nothing,
 * of which every comparison is false, since the first hits may have no number.
 */
export type Figure = 'up' | 'up-from-nothing' | 'down-from-nothing' | 'mostly-up' | 'constant' | 'either';

export interface Trend {
  readonly rises: boolean;
  readonly falls: boolean;
  readonly sure: boolean;
}

const constant: Trend = { rises: true, falls: true, sure: true };
const unknown: Trend = { rises: false, falls: false, sure: true };

function measureTrends(detection: AggregateDetection): ReadonlyMap<string, Figure> {
  const trends = new Map<string, Figure>();
  for (const input of detection.inputs) for (const part of input.key) trends.set(part.name, 'constant');
  for (const measure of detection.measures) {
    switch (measure.function) {
      case 'count':
      case 'distinct':
        trends.set(measure.name, 'up');
        break;
      case 'max':
        trends.set(measure.name, 'up-from-nothing');
        break;
      case 'min':
        trends.set(measure.name, 'down-from-nothing');
        break;
      case 'sum':
        trends.set(measure.name, 'mostly-up');
        break;
      case 'set':
      case 'average':
      case 'percentile':
        trends.set(measure.name, 'either');
        break;
      default:
        measure.function satisfies never;
    }
  }
  return trends;
}

function inputTrends(detection: TemporalDetection): ReadonlyMap<string, Figure> {
  const trends = new Map<string, Figure>([['rules', 'up']]);
  for (const input of detection.inputs) {
    for (const part of input.key) trends.set(part.name, 'constant');
    trends.set(input.name, 'up');
  }
  return trends;
}

/** What is not among the figures does not move. */
export function trendOf(predicate: Predicate, figures: ReadonlyMap<string, Figure>): Trend {
  switch (predicate.op) {
    case 'always':
    case 'never':
      return constant;
    case 'all':
    case 'any':
      return predicate.of.map(part => trendOf(part, figures)).reduce(both, constant);
    case 'not': {
      const inner = trendOf(predicate.of, figures);
      return { ...inner, rises: inner.falls, falls: inner.rises };
    }
    case 'test': {
      const figure = figureOf(predicate.value, figures);
      if (predicate.test.is === 'number') return compared(figure, predicate.test.compare);
      // A flag of a temporal rule: it turns true and stays so.
      if (predicate.test.is === 'boolean') return compared(figure, predicate.test.to ? '>=' : '<=');
      return figure === 'constant' ? constant : unknown;
    }
    case 'compare': {
      const left = figureOf(predicate.left, figures);
      const right = figureOf(predicate.right, figures);
      if (right === 'constant') return compared(left, predicate.compare);
      if (left === 'constant') return compared(right, mirrored(predicate.compare));
      return unknown;
    }
    case 'exists':
      return figureOf(predicate.value, figures) === 'either' ? unknown : { rises: true, falls: false, sure: true };
    case 'keyword':
    case 'some-member':
    case 'any-field':
    case 'in-window':
      return unknown;
    default:
      return predicate satisfies never;
  }
}

function both(a: Trend, b: Trend): Trend {
  return { rises: a.rises && b.rises, falls: a.falls && b.falls, sure: a.sure && b.sure };
}

export function figureOf(value: Value, figures: ReadonlyMap<string, Figure>): Figure {
  if (value.op === 'constant') return 'constant';
  if (value.op !== 'field') {
    const moves = fieldsOfValue(value).some(field => figureOf({ op: 'field', field }, figures) !== 'constant');
    return moves ? 'either' : 'constant';
  }
  for (const { name } of value.field.names) {
    const figure = figures.get(name);
    if (figure !== undefined) return figure;
  }
  return 'constant';
}

function compared(figure: Figure, how: Comparison | 'contains' | 'starts' | 'ends'): Trend {
  if (figure === 'constant') return constant;
  if (figure === 'either') return unknown;
  const isUpper = how === '<' || how === '<=';
  const isLower = how === '>' || how === '>=';
  switch (figure) {
    case 'up':
    case 'mostly-up':
      return { rises: isLower, falls: isUpper, sure: figure === 'up' };
    case 'up-from-nothing':
      return { rises: isLower, falls: false, sure: true };
    case 'down-from-nothing':
      return { rises: isUpper, falls: false, sure: true };
    default:
      return figure satisfies never;
  }
}

function mirrored(how: Comparison | 'contains' | 'starts' | 'ends'): Comparison | 'contains' {
  switch (how) {
    case '<':
      return '>';
    case '<=':
      return '>=';
    case '>':
      return '<';
    case '>=':
      return '<=';
    case '==':
    case '!=':
      return how;
    default:
      return 'contains';
  }
}
