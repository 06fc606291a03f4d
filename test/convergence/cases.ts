import type { Micros } from '../../lib/event/index.ts';
import type { Measure, Predicate, Rule } from '../../lib/ir/index.ts';
import { findingsOf, hour, input, is, minute, number, rule } from '../pipeline/scenario.ts';
import { byWho, type Expected, expected, type Seen, sequences, windows } from './reference.ts';

/** One rule of each kind, and what it must find. */
export interface Case {
  readonly rule: Rule;
  readonly expects: (events: readonly Seen[]) => readonly Expected[];
}

const day: Micros = 24 * hour;
const span = 5 * minute;
const period = { kind: 'period', by: input('a').key, period: hour } as const;

const of =
  (...kinds: readonly string[]) =>
  (events: readonly Seen[]) =>
    events.filter(event => kinds.includes(event.kind));

function aggregate(
  id: string,
  measures: readonly Measure[],
  having: Predicate,
  kinds: readonly string[] = ['a'],
): Rule {
  return rule(id, {
    kind: 'aggregate',
    inputs: kinds.map(kind => input(kind, ['n', 'term'])),
    span,
    measures,
    having,
    window: { kind: 'sliding' },
  });
}

const count: Measure = { name: 'event_count', function: 'count', of: [] };
const distinct: Measure = { name: 'terms', function: 'distinct', of: [1] };
const numbers = (window: readonly Seen[]) => window.map(each => each.n);
const total = (window: readonly Seen[]) => numbers(window).reduce((sum, n) => sum + n, 0);

function windowCase(made: Rule, qualifies: (window: readonly Seen[]) => boolean, kinds = ['a'], width = span): Case {
  return { rule: made, expects: events => windows(made.meta.id, of(...kinds)(events), width, hour, qualifies) };
}

const windowCases: readonly Case[] = [
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

const step = (kind: string, runs = 1, missing = false) => ({ ...input(kind), runs, missing });

const sequenceCases: readonly Case[] = [
  {
    rule: rule('until', {
      kind: 'sequence',
      steps: [step('a'), step('b'), step('c')],
      until: input('d'),
      maxSpan: span,
    }),
    expects: events => sequences('until', events, [{ kind: 'a' }, { kind: 'b' }, { kind: 'c' }], 'd', span),
  },
  {
    rule: rule('runs', { kind: 'sequence', steps: [step('a', 3), step('b')], until: null, maxSpan: span }),
    expects: events =>
      sequences('runs', events, [{ kind: 'a' }, { kind: 'a' }, { kind: 'a' }, { kind: 'b' }], '', span),
  },
  {
    rule: rule('between', {
      kind: 'sequence',
      steps: [step('a'), step('c', 1, true), step('b')],
      until: null,
      maxSpan: span,
    }),
    expects: events =>
      sequences('between', events, [{ kind: 'a' }, { kind: 'c', missing: true }, { kind: 'b' }], '', span),
  },
  {
    rule: rule('after', {
      kind: 'sequence',
      steps: [step('a'), step('b'), step('c', 1, true)],
      until: null,
      maxSpan: span,
    }),
    expects: events =>
      sequences('after', events, [{ kind: 'a' }, { kind: 'b' }, { kind: 'c', missing: true }], '', span),
  },
];

const otherCases: readonly Case[] = [
  {
    rule: rule(
      'each',
      { kind: 'single', events: [{ route: [], where: is('kind', 'd') }] },
      { suppression: { kind: 'off' } },
    ),
    expects: events => of('d')(events).map(event => expected('each', event.who, [event], event.time)),
  },
  {
    rule: rule('absent', { kind: 'absence', expected: input('b'), after: input('a'), window: null, span }),
    expects: events =>
      byWho(events).flatMap(([who, own]) =>
        [...new Set(own.filter(event => event.kind === 'a').map(event => event.time))]
          .filter(at => !own.some(b => b.kind === 'b' && b.time >= at && b.time <= at + span))
          .map(at =>
            expected(
              'absent',
              who,
              own.filter(event => event.kind === 'a' && event.time === at),
              at + span,
            ),
          ),
      ),
  },
  {
    rule: rule('lonely', {
      kind: 'join',
      join: 'anti',
      left: input('a'),
      right: input('b'),
      span,
      where: { op: 'always' },
      window: { kind: 'sliding' },
    }),
    expects: events =>
      byWho(events).flatMap(([who, own]) => {
        const alone = own.filter(
          a => a.kind === 'a' && !own.some(b => b.kind === 'b' && Math.abs(b.time - a.time) <= span),
        );
        const periods = [...new Set(alone.map(a => Math.floor(a.time / hour)))];
        return periods.map(at => {
          const members = alone.filter(a => Math.floor(a.time / hour) === at);
          return expected('lonely', who, members, members[0]?.time ?? 0);
        });
      }),
  },
  {
    rule: rule('new', {
      kind: 'first-seen',
      input: input('e', ['term']),
      historyDays: 2,
      learningDays: 0,
      freezeDays: 1,
    }),
    expects: firstSeen,
  },
];

/** A day with the term is found unless a day of the two before it knows it; the first day and the next teach nothing. */
function firstSeen(events: readonly Seen[]): readonly Expected[] {
  return byWho(of('e')(events)).flatMap(([who, own]) =>
    [...new Set(own.map(event => event.term))].flatMap(term => {
      const mine = own.filter(event => event.term === term);
      const days = [...new Set(mine.map(event => Math.floor(event.time / day)))];
      const isNovel = (at: number) => !days.some(other => other === at - 1 || other === at - 2);
      const isFrozen = (at: number) => (isNovel(at) && days.includes(at)) || (days.includes(at - 1) && isNovel(at - 1));
      const isKnown = (at: number) => [at - 1, at - 2].some(other => days.includes(other) && !isFrozen(other));
      return days
        .filter(at => !isKnown(at))
        .map(at => {
          const first = mine.find(event => Math.floor(event.time / day) === at) as Seen; // the day has one
          return expected('new', who, [first], first.time);
        });
    }),
  );
}

/** Findings as the events of a chain. */
function asEvents(found: readonly Expected[], kind: string): readonly Seen[] {
  return found.map((each, index) => ({
    id: `${each.rule}/${each.who}/${each.lastEvent}/${index}`,
    time: each.time,
    kind,
    who: each.who,
    n: 0,
    term: '',
    event: null,
  }));
}

const chainCases: readonly Case[] = [
  {
    rule: rule('twice', {
      kind: 'aggregate',
      inputs: [findingsOf('until')],
      span: 30 * minute,
      measures: [count],
      having: number('event_count', '>=', 2),
      window: { kind: 'sliding' },
    }),
    expects: events => chain('twice', events, 'until', 30 * minute, window => window.length >= 2),
  },
  {
    rule: rule('hours', {
      kind: 'aggregate',
      inputs: [findingsOf('count')],
      span: 2 * hour,
      measures: [count],
      having: number('event_count', '>=', 2),
      window: { kind: 'sliding' },
    }),
    expects: events => chain('hours', events, 'count', 2 * hour, window => window.length >= 2),
  },
  {
    rule: rule('mixed', {
      kind: 'temporal',
      inputs: [findingsOf('few'), input('c')],
      span: 30 * minute,
      order: 'any',
      having: number('rules', '>=', 2),
    }),
    expects: events => {
      const inner = asEvents(innerFindings('few', events), 'few');
      return windows(
        'mixed',
        [...inner, ...of('c')(events)],
        30 * minute,
        hour,
        window => new Set(window.map(each => each.kind)).size === 2,
      );
    },
  },
];

/** Its inner findings are at home in longer periods than its own: what they are kept under lies far back. */
const deepChain: Case = {
  rule: rule('deep', {
    kind: 'temporal',
    inputs: [findingsOf('hours'), input('c')],
    span: 30 * minute,
    order: 'any',
    having: number('rules', '>=', 2),
  }),
  expects: events => {
    const hours = chainCases.find(each => each.rule.meta.id === 'hours')?.expects(events) ?? [];
    const both = [...asEvents(hours, 'hours'), ...of('c')(events)];
    return windows('deep', both, 30 * minute, hour, window => new Set(window.map(each => each.kind)).size === 2);
  },
};

function chain(
  id: string,
  events: readonly Seen[],
  inner: string,
  width: Micros,
  qualifies: (window: readonly Seen[]) => boolean,
): readonly Expected[] {
  return windows(id, asEvents(innerFindings(inner, events), inner), width, Math.max(hour, width), qualifies);
}

function innerFindings(id: string, events: readonly Seen[]): readonly Expected[] {
  return [...windowCases, ...sequenceCases].find(each => each.rule.meta.id === id)?.expects(events) ?? [];
}

export const cases: readonly Case[] = [...windowCases, ...sequenceCases, ...otherCases, ...chainCases, deepChain];
