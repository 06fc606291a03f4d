import type { Measure, Rule } from '../../lib/ir/index.ts';
import { hour, input, is, number, rule } from '../pipeline/scenario.ts';
import { aggregate, type Case, count, ofKinds, span } from './case.ts';
import { type Seen, windows } from './reference.ts';

const period = { kind: 'period', by: input('a').key, period: hour } as const;
const distinct: Measure = { name: 'terms', function: 'distinct', of: [1] };
const numbers = (window: readonly Seen[]) => window.map(each => each.n);
const total = (window: readonly Seen[]) => numbers(window).reduce((sum, n) => sum + n, 0);

/** Kinds whose finding is made of all windows of a period that qualify. */
export const windowCases: readonly Case[] = [
  windowCase(
    rule('single', { kind: 'single', events: [{ route: [], where: is('kind', 'a') }] }, { suppression: period }),
    () => true,
    ['a'],
    0,
  ),
  windowCase(aggregate('count', [count], number('event_count', '>=', 3), ['a', 'b']), window => window.length >= 3, [
    'a',
    'b',
  ]),
  windowCase(
    aggregate('distinct', [distinct], number('terms', '>=', 3)),
    window => new Set(window.map(each => each.term)).size >= 3,
  ),
  windowCase(
    aggregate('cardinality', [count, distinct], {
      op: 'all',
      of: [number('event_count', '>=', 3), number('terms', '>=', 2)],
    }),
    window => window.length >= 3 && new Set(window.map(each => each.term)).size >= 2,
  ),
  windowCase(
    aggregate('sum', [{ name: 'total', function: 'sum', of: [0] }], number('total', '>=', 12)),
    window => total(window) >= 12,
  ),
  windowCase(
    aggregate('average', [{ name: 'mean', function: 'average', of: [0] }], number('mean', '>', 5)),
    window => total(window) / window.length > 5,
  ),
  windowCase(
    aggregate('percentile', [{ name: 'p', function: 'percentile', of: [0], percent: 50 }], number('p', '>=', 6)),
    window => (numbers(window).sort((a, b) => a - b)[Math.ceil(window.length / 2) - 1] ?? 0) >= 6,
  ),
  windowCase(aggregate('few', [count], number('event_count', '<', 2)), window => window.length < 2),
  windowCase(
    rule('temporal', {
      kind: 'temporal',
      inputs: [input('a'), input('b')],
      span,
      order: 'any',
      having: number('rules', '>=', 2),
    }),
    window => new Set(window.map(each => each.kind)).size === 2,
    ['a', 'b'],
  ),
  windowCase(
    rule('ordered', {
      kind: 'temporal',
      inputs: [input('a'), input('b'), input('c')],
      span,
      order: 'strict',
      having: number('rules', '>=', 3),
    }),
    window =>
      window.some(
        a =>
          a.kind === 'a' &&
          window.some(b => b.kind === 'b' && b.time > a.time && window.some(c => c.kind === 'c' && c.time > b.time)),
      ),
    ['a', 'b', 'c'],
  ),
  windowCase(
    rule('without', {
      kind: 'temporal',
      inputs: [input('a'), input('b')],
      span,
      order: 'any',
      having: { op: 'all', of: [is('a', 'true'), { op: 'not', of: is('b', 'true') }] },
    }),
    window => window.every(each => each.kind === 'a'),
    ['a', 'b'],
  ),
  windowCase(
    rule('join', {
      kind: 'join',
      join: 'inner',
      left: input('a', ['term']),
      right: input('b', ['term']),
      span,
      where: {
        op: 'compare',
        left: { op: 'field', field: { field: 'left.0', names: [{ space: 'vendor', name: 'left.0' }] } },
        compare: '==',
        right: { op: 'field', field: { field: 'right.0', names: [{ space: 'vendor', name: 'right.0' }] } },
        case: 'sensitive',
      },
      window: { kind: 'sliding' },
    }),
    window => window.some(a => a.kind === 'a' && window.some(b => b.kind === 'b' && b.term === a.term)),
    ['a', 'b'],
  ),
  windowCase(
    rule('sample', { kind: 'sample', inputs: [input('a'), input('a'), input('b')], span }),
    window => window.filter(each => each.kind === 'a').length >= 2 && window.some(each => each.kind === 'b'),
    ['a', 'b'],
  ),
];

function windowCase(made: Rule, qualifies: (window: readonly Seen[]) => boolean, kinds = ['a'], width = span): Case {
  return { rule: made, expects: events => windows(made.meta.id, ofKinds(events, kinds), width, hour, qualifies) };
}
