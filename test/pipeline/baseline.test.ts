import { describe, expect, it } from 'vitest';
import { readBaseline, tellBaseline } from '../../lib/pipeline/index.ts';
import { baselineLine, baselineRule, day } from './baseline-line.ts';
import { noon } from './scenario.ts';

const term = { rule: baselineRule, key: ['deploy', 'psql'] };

describe('a baseline of terms, by days of event time', () => {
  it('finds a term once per day until the freeze has passed, then knows it', async () => {
    const { see, found } = baselineLine({ history: 5, freeze: 2 });
    for (let at = 0; at <= 5; at++) await see(at);
    expect(found()).toEqual([0, 1, 2, 3]);
  });

  it('does not care in which order the days come', async () => {
    const { see, found } = baselineLine({ history: 5, freeze: 2 });
    for (const [at, arrivalDay] of [
      [2, 2],
      [1, 2],
      [0, 2],
      [4, 4],
      [3, 4],
      [5, 5],
    ] as const)
      await see(at, {}, { arrivalDay });
    expect(found()).toEqual([0, 1, 2, 3]);
  });

  it('learns in silence while it learns', async () => {
    const { see, found } = baselineLine({ history: 5, freeze: 2, learning: 3, since: '2026-01-15' });
    for (const at of [0, 1, 2, 4]) await see(at, { program: 'usual' });
    await see(4, { program: 'unusual' });
    expect(found()).toEqual([4]);
  });

  it('forgets what was not seen for the length of its history', async () => {
    const { see, found } = baselineLine({ history: 2, freeze: 0 });
    for (const at of [0, 1, 2, 5]) await see(at);
    expect(found()).toEqual([0, 5]);
  });

  it('retracts a novelty that an older event, coming later, makes none', async () => {
    const { see, found } = baselineLine({ history: 5, freeze: 0 });
    await see(1);
    expect(found()).toEqual([1]);
    await see(0, {}, { arrivalDay: 1 });
    expect(found()).toEqual([0]);
  });

  it('takes an operator at his word, whenever he says it', async () => {
    const { see, found, ports } = baselineLine({ history: 5, freeze: 2 });
    await see(0);
    await tellBaseline('accept', term, noon + day, ports, noon + day);
    await see(1);
    await see(2);
    expect(found()).toEqual([0]);
    await tellBaseline('reset', term, noon + 3 * day, ports, noon + 3 * day);
    await see(4);
    expect(found()).toEqual([0, 4]);
    expect(await readBaseline(term, ports, noon + 4 * day)).toMatchObject({
      seen: [0, 1, 2, 4].map(at => noon + at * day),
      accepted: [noon + day],
      reset: [noon + 3 * day],
    });
  });

  it('says of which rules it has no baseline', async () => {
    const { ports } = baselineLine({ history: 5, freeze: 2 });
    await expect(tellBaseline('accept', { rule: 'other', key: [] }, noon, ports, noon)).rejects.toThrow(
      'no rule other',
    );
  });
});

describe('what is known costs no request', () => {
  it('however often it comes on that day', async () => {
    const { see, calls } = baselineLine({ history: 5, freeze: 0 });
    await see(0);
    await see(1);
    const before = calls();
    for (let again = 0; again < 10; again++) await see(1, {}, { seconds: 60 + again });
    expect(calls()).toBe(before);
  });

  it('and of many terms each costs its two requests once per day and container', async () => {
    const line = baselineLine({ history: 5, freeze: 0 });
    const programs = Array.from({ length: 50 }, (_, n) => ({ program: `p${n}` }));
    for (const program of programs) await line.see(0, program);
    let before = line.calls();
    for (let again = 0; again < 5; again++) {
      for (const program of programs) await line.see(1, program, { seconds: again });
    }
    expect(line.calls() - before).toBe(2 * programs.length);
    before = line.calls();
    const ports = line.coldPorts();
    for (const program of programs) await line.see(1, program, { seconds: 9, ports });
    expect(line.calls() - before).toBe(2 * programs.length);
  });

  it('while what is new is written down each time, until it is known', async () => {
    const { see, calls } = baselineLine({ history: 5, freeze: 0 });
    await see(0);
    const before = calls();
    await see(0, {}, { seconds: 1 });
    expect(calls()).toBeGreaterThan(before);
  });
});
