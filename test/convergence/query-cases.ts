import type { Micros } from '../../lib/event/index.ts';
import type { Figure, JoinKind, NamedValue, Predicate, QueryDetection, Relation, Rule } from '../../lib/ir/index.ts';
import { field, hour, input, minute, number, rule } from '../pipeline/scenario.ts';
import type { Case } from './case.ts';
import { byWho, type Expected, expected, inOrder, type Seen } from './reference.ts';

/** Queries every ten minutes over the last half hour: kept by person, or all in one state. */
const span = 30 * minute;
const every = 10 * minute;

/** Rows of a run are sets of events, here as in a finding. */
type Rows = readonly (readonly Seen[])[];

const carried = ['who', 'n', 'term'];
const rows = (leg: number): Relation => ({ rel: 'leg', leg, columns: carried });
const column = (name: string): NamedValue => ({ name, value: field(name) });
const always: Predicate = { op: 'always' };
const count: Figure = { name: 'rows', function: 'count', of: [], where: always };
const counted = (of: Relation, by: readonly string[]): Relation => ({
  rel: 'summarize',
  of,
  by: by.map(column),
  figures: [count, { name: 'terms', function: 'distinct', of: [field('term')], where: always }],
});
const kept = (of: Relation, where: Predicate): Relation => ({ rel: 'where', of, where });
const joined = (join: JoinKind, ...names: readonly string[]): Relation => ({
  rel: 'join',
  join,
  left: rows(0),
  right: rows(1),
  on: names.map(name => ({ left: name, right: name })),
});

function queryRule(id: string, query: Relation, kinds: readonly string[], parts: Partial<QueryDetection> = {}): Rule {
  return rule(id, {
    kind: 'query',
    inputs: kinds.map(kind => input(kind, carried)),
    query,
    span,
    every,
    threshold: { compare: '>', to: 0 },
    grouping: 'row',
    entities: [{ name: 'who', column: 'who' }],
    ...parts,
  });
}

/** Everything at once, as its author would run it by hand at each tick: no state, no units, no keys. */
function run(id: string, of: (window: readonly Seen[]) => Rows) {
  return (events: readonly Seen[]): readonly Expected[] =>
    byWho(events).flatMap(([who, own]) => runFor(id, who, own, of));
}

function runFor(id: string, who: string, own: readonly Seen[], of: (window: readonly Seen[]) => Rows): Expected[] {
  const ordered = inOrder(own);
  const found = new Map<number, Set<Seen>>();
  for (const tick of ticksOf(ordered)) {
    const result = of(ordered.filter(({ time }) => time > tick - span && time <= tick));
    const period = Math.floor(tick / hour);
    if (result.length === 0) continue;
    const members = found.get(period) ?? new Set();
    for (const event of result.flat()) members.add(event);
    found.set(period, members);
  }
  return [...found].map(([period, members]) => {
    const first = Math.min(...[...members].map(({ time }) => time));
    return expected(id, who, [...members], Math.max(first, period * hour));
  });
}

function ticksOf(events: readonly Seen[]): readonly Micros[] {
  const ticks = new Set<Micros>();
  for (const { time } of events) {
    for (let tick = Math.ceil(time / every) * every; tick < time + span; tick += every) ticks.add(tick);
  }
  return [...ticks].sort((a, b) => a - b);
}

const ofKind = (window: readonly Seen[], kind: string) => window.filter(event => event.kind === kind);
const groups = (window: readonly Seen[], key: (event: Seen) => unknown): Rows => [
  ...new Map(window.map(event => [key(event), window.filter(other => key(other) === key(event))])).values(),
];
const terms = (row: readonly Seen[]) => new Set(row.map(({ term }) => term)).size;

export const queryCases: readonly Case[] = [
  {
    rule: queryRule('grown', kept(counted(rows(0), ['who']), number('rows', '>=', 3)), ['a']),
    expects: run('grown', window => groups(ofKind(window, 'a'), () => 0).filter(row => row.length >= 3)),
  },
  {
    rule: queryRule('scarce', kept(counted(rows(0), ['who']), number('rows', '<', 2)), ['a']),
    expects: run('scarce', window => groups(ofKind(window, 'a'), () => 0).filter(row => row.length < 2)),
  },
  {
    rule: queryRule(
      'varied',
      kept(counted({ rel: 'union', of: [rows(0), rows(1)] }, ['who']), number('terms', '>=', 3)),
      ['a', 'b'],
    ),
    expects: run('varied', window =>
      groups([...ofKind(window, 'a'), ...ofKind(window, 'b')], () => 0).filter(row => terms(row) >= 3),
    ),
  },
  {
    rule: queryRule('paired', joined('inner', 'who', 'term'), ['a', 'b']),
    expects: run('paired', window =>
      ofKind(window, 'a').flatMap(a => ofKind(window, 'b').flatMap(b => (a.term === b.term ? [[a, b]] : []))),
    ),
  },
  {
    rule: queryRule('first', joined('inner-unique', 'who', 'term'), ['a', 'b']),
    expects: run('first', window =>
      groups(ofKind(window, 'a'), ({ term }) => term).flatMap(([a]) =>
        ofKind(window, 'b').flatMap(b => (a !== undefined && a.term === b.term ? [[a, b]] : [])),
      ),
    ),
  },
  {
    rule: queryRule('missed', joined('left-anti', 'who', 'term'), ['a', 'b']),
    expects: run('missed', window =>
      ofKind(window, 'a')
        .filter(a => !ofKind(window, 'b').some(b => b.term === a.term))
        .map(a => [a]),
    ),
  },
  {
    rule: queryRule(
      'recent',
      kept(rows(0), {
        op: 'compare',
        left: field('n'),
        compare: '>',
        right: {
          op: 'call',
          function: 'modulo',
          args: [
            { op: 'call', function: 'divide', args: [field('$tick'), { op: 'constant', value: every }] },
            { op: 'constant', value: 6 },
          ],
        },
        case: 'sensitive',
      }),
      ['a'],
    ),
    expects: events =>
      byWho(events).flatMap(([who, own]) => {
        const found = new Map<number, Set<Seen>>();
        for (const tick of ticksOf(own)) {
          const members = own.filter(
            event =>
              event.kind === 'a' && event.time > tick - span && event.time <= tick && event.n > (tick / every) % 6,
          );
          if (members.length > 0)
            found.set(Math.floor(tick / hour), new Set([...(found.get(Math.floor(tick / hour)) ?? []), ...members]));
        }
        return [...found.values()].map(members => expected('recent', who, [...members], 0));
      }),
  },
  {
    // More than two rows together, whoever they are about: one state for all, and one finding.
    rule: queryRule('many', rows(0), ['b'], {
      inputs: [{ ...input('b', carried), key: [] }],
      threshold: { compare: '>', to: 2 },
      grouping: 'all',
      entities: [],
    }),
    expects: events => {
      const all = inOrder(events);
      const found = runFor('many', '', all, window => {
        const these = ofKind(window, 'b');
        return these.length > 2 ? these.map(event => [event]) : [];
      });
      return found.map(each => ({ ...each, who: all.find(({ event }) => event?.id === each.firstEvent)?.who ?? '' }));
    },
  },
];
