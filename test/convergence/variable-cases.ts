import type { Input, VariableSet } from '../../lib/ir/index.ts';
import { field, hour, input, is, number, rule } from '../pipeline/scenario.ts';
import { type Case, span } from './case.ts';
import { byWho, type Expected, expected, type Seen } from './reference.ts';

const listLength = 2;

/**
 * Variables: `a` sets the level to its number, `c` reads it and sets it back; `b` adds its term to a list of two. What
 * is found is a `c` whose level was high and whose list held an `s`.
 */
export const variableCases: readonly Case[] = [
  {
    rule: rule('variable', {
      kind: 'variable',
      scope: input('c'),
      where: { op: 'all', of: [number(`\${level}`, '>=', 5), is(`\${terms}`, 's')] },
      sets: [
        set('level', input('a', ['n']), { when: number('value.0', '>=', 0) }),
        set('level', input('c'), { value: { op: 'constant', value: 0 } }),
        set('terms', input('b', ['term']), { append: true, size: listLength }),
      ],
      reads: ['level', 'terms'],
      scopes: [],
    }),
    expects: events => byWho(events).flatMap(([who, own]) => found(who, own)),
  },
];

function set(name: string, { from, values }: Input, parts: Partial<VariableSet>): VariableSet {
  if (from.kind !== 'events') throw new Error('variables are set by events');
  return {
    name,
    by: from,
    values,
    when: { op: 'always' },
    value: field('value.0'),
    append: false,
    ttl: span,
    size: null,
    initial: null,
    ...parts,
  };
}

function found(who: string, own: readonly Seen[]): readonly Expected[] {
  let level = { value: 0, until: 0 };
  let list: readonly { readonly term: string; readonly until: number }[] = [];
  const matched: Seen[] = [];
  for (const event of own) {
    const until = event.time + span;
    if (event.kind === 'a' && event.n >= 0) level = { value: event.n, until };
    if (event.kind === 'b') {
      list = [...list.filter(({ term }) => term !== event.term), { term: event.term, until }].slice(-listLength);
    }
    if (event.kind === 'c') {
      const isHigh = level.value >= 5 && level.until >= event.time;
      if (isHigh && list.some(each => each.term === 's' && each.until >= event.time)) matched.push(event);
      level = { value: 0, until };
    }
  }
  const periods = [...new Set(matched.map(event => Math.floor(event.time / hour)))];
  return periods.map(at => {
    const members = matched.filter(event => Math.floor(event.time / hour) === at);
    return expected('variable', who, members, members[0]?.time ?? 0);
  });
}
