import { describe, expect, it } from 'vitest';
import { stateBounds, unboundedState } from '../../lib/correlation/index.ts';
import type { Detection, Rule } from '../../lib/ir/index.ts';
import { hour, input, minute, number, rule } from '../pipeline/scenario.ts';

function count(to: number, span = 5 * minute): Detection {
  return {
    kind: 'aggregate',
    inputs: [input('a')],
    span,
    measures: [{ name: 'event_count', function: 'count', of: [] }],
    having: number('event_count', '>=', to),
    window: { kind: 'sliding' },
  };
}

describe('what a rule can cost in state is known when it is built', () => {
  it.each<{ name: string; detection: Detection; problem: string | null }>([
    { name: 'a usual threshold', detection: count(10), problem: null },
    { name: 'a threshold at the cap', detection: count(10_000), problem: null },
    { name: 'a threshold above the cap', detection: count(10_001), problem: '10001 events' },
    { name: 'a window of months', detection: count(2, 90 * 24 * hour), problem: 'span of 90 days' },
    {
      name: 'ticks of a microsecond',
      detection: { ...count(2), window: { kind: 'ticks', every: 1 } } as Detection,
      problem: 'ticks',
    },
    {
      name: 'a history of years',
      detection: { kind: 'first-seen', input: input('a', ['n']), historyDays: 3650, learningDays: 0, freezeDays: 0 },
      problem: 'history of 3650 days',
    },
    {
      name: 'a run of thousands',
      detection: {
        kind: 'sequence',
        steps: [{ ...input('a'), missing: false, runs: 5_000 }],
        until: null,
        maxSpan: hour,
      },
      problem: '5000 stages',
    },
  ])('$name', ({ detection, problem }) => {
    const found = unboundedState(rule('r', detection));
    expect(found).toEqual(problem === null ? [] : [expect.stringContaining(problem)]);
  });

  const keeping = { lateness: 30 * minute, horizon: 3 * 24 * hour };
  const oneEach: Detection = {
    kind: 'first-seen',
    input: input('a', ['n']),
    historyDays: 14,
    learningDays: 0,
    freezeDays: 7,
  };
  it.each<{ name: string; made: Rule; items: number; readUnits: number; busyReadUnits: number; keptDays: number }>([
    { name: 'a count', made: rule('r', count(10)), items: 20_000, readUnits: 5_000, busyReadUnits: 157, keptDays: 4 },
    { name: 'a baseline', made: rule('r', oneEach), items: 36, readUnits: 9, busyReadUnits: 1, keptDays: 41 },
    {
      name: 'one event is enough',
      made: rule('r', { kind: 'single', events: [] }, { suppression: { kind: 'off' } }),
      items: 0,
      readUnits: 0,
      busyReadUnits: 0,
      keptDays: 0,
    },
  ])('gives the figures of $name', ({ made, items, readUnits, busyReadUnits, keptDays }) => {
    expect(stateBounds(made, keeping)).toMatchObject({ itemsRead: items, readUnits, busyReadUnits, keptDays });
  });
});
