import { describe, expect, it } from 'vitest';
import type { Inclusion } from '../../lib/build/index.ts';
import { selectRules } from '../../lib/build/select-rules.ts';
import { defaultConfig, type RulesConfig } from '../../lib/config/index.ts';
import { chainOver, compiled, sampleRule } from './sample-rules.ts';

const left = (reason: string) => ({ as: 'left-out', reason });
const included = { as: 'included', staged: false };
const staged = { as: 'included', staged: true };

const rules = [
  compiled(sampleRule('low', { severity: 'low' })),
  compiled(sampleRule('young', { maturity: 'experimental' })),
  compiled(sampleRule('plain')),
  compiled(sampleRule('blind'), { status: 'not-evaluable' }),
  compiled(sampleRule('broken'), { status: 'error', rule: null }),
];

function selected(wanted: Partial<RulesConfig>, from = rules): Record<string, Inclusion> {
  const built = selectRules(from, { ...defaultConfig.rules, ...wanted });
  return Object.fromEntries(built.map(rule => [rule.id, rule.inclusion]));
}

describe('which rules run', () => {
  it('is all that compile and can fire, without a configuration', () =>
    expect(selected({})).toEqual({
      low: included,
      young: included,
      plain: included,
      blind: left('not-evaluable'),
      broken: left('error'),
    }));

  it.each([
    {
      name: 'minLevel leaves out what is below',
      wanted: { minLevel: 'medium' },
      id: 'low',
      is: left('below-min-level'),
    },
    { name: 'minLevel keeps what is at it', wanted: { minLevel: 'medium' }, id: 'plain', is: included },
    {
      name: 'statuses leave out the rest',
      wanted: { statuses: ['stable'] },
      id: 'young',
      is: left('status-not-wanted'),
    },
    { name: 'disable leaves out by id', wanted: { disable: ['plain'] }, id: 'plain', is: left('disabled') },
    { name: 'staged runs and is said to be', wanted: { staged: ['plain'] }, id: 'plain', is: staged },
    { name: 'a broken rule stays broken', wanted: { disable: ['broken'] }, id: 'broken', is: left('error') },
  ] as const)('$name', ({ wanted, id, is }) => expect(selected(wanted)[id]).toEqual(is));

  it('keeps what an included rule is built on, as a part, by id or name and through steps', () => {
    const chained = [
      compiled(sampleRule('base', { name: 'first_step', severity: 'informational' })),
      compiled(chainOver('middle', 'first_step')),
      compiled(chainOver('outer', 'middle')),
      compiled(sampleRule('alone', { severity: 'informational' })),
    ];
    expect(selected({ minLevel: 'low', disable: ['middle'] }, chained)).toEqual({
      base: { as: 'part' },
      middle: { as: 'part' },
      outer: included,
      alone: left('below-min-level'),
    });
  });

  it('does not hang where rules feed each other in a circle', () => {
    const circle = [compiled(chainOver('a', 'b')), compiled(chainOver('b', 'a'))];
    expect(selected({ disable: ['b'] }, circle)).toEqual({ a: included, b: { as: 'part' } });
  });
});
