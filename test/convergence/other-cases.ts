import type { Micros } from '../../lib/event/index.ts';
import { hour, input, is, rule } from '../pipeline/scenario.ts';
import { type Case, ofKinds, span } from './case.ts';
import { byWho, type Expected, expected, type Seen } from './reference.ts';

/** Single without suppression, absence, anti-join, first-seen. */
export const otherCases: readonly Case[] = [
  {
    rule: rule(
      'each',
      { kind: 'single', events: [{ route: [], where: is('kind', 'd') }] },
      { suppression: { kind: 'off' } },
    ),
    expects: events => ofKinds(events, ['d']).map(event => expected('each', event.who, [event], event.time)),
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
  return byWho(ofKinds(events, ['e'])).flatMap(([who, own]) =>
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

const day: Micros = 24 * hour;
