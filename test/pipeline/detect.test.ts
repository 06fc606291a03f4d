import { describe, expect, it } from 'vitest';
import { memoryStore, type StateStore } from '../../lib/correlation/index.ts';
import type { AggregateDetection, TemporalDetection } from '../../lib/ir/index.ts';
import { findingsOf, hour, input, is, minute, number, rule, world } from './scenario.ts';

const single = rule(
  'single',
  { kind: 'single', events: [{ route: [], where: is('kind', 'bad') }] },
  {
    suppression: { kind: 'period', by: input('bad').key, period: hour },
  },
);

function atLeast(id: string, count: number, kind = 'login'): ReturnType<typeof rule> {
  return rule(id, aggregate(kind, count));
}

function aggregate(kind: string, count: number): AggregateDetection {
  return {
    kind: 'aggregate',
    inputs: [input(kind)],
    span: 5 * minute,
    measures: [{ name: 'event_count', function: 'count', of: [] }],
    having: number('event_count', '>=', count),
    window: { kind: 'sliding' },
  };
}

function temporal(order: 'any' | 'strict'): TemporalDetection {
  return {
    kind: 'temporal',
    inputs: [input('dump'), input('transfer')],
    span: 15 * minute,
    order,
    having: number('rules', '>=', 2),
  };
}

describe('the line from records to findings', () => {
  it('merges the matches of an entity and period into one finding, over batches and redeliveries', async () => {
    const { send, active } = world([single]);
    const first = [
      { at: 0, kind: 'bad', who: 'a' },
      { at: 1, kind: 'bad', who: 'a' },
      { at: 2, kind: 'good', who: 'a' },
    ];
    await send(first);
    await send(first);
    await send([
      { at: 90, kind: 'bad', who: 'a' },
      { at: 91, kind: 'bad', who: 'b' },
    ]);
    expect(active().map(({ entity, count }) => [entity.who, count])).toEqual([
      ['a', 3],
      ['b', 1],
    ]);
    expect(active()[0]).toMatchObject({ firstSeen: '2026-01-15T12:00:00.000Z', lastSeen: '2026-01-15T12:01:30.000Z' });
  });

  it('keeps the first and the last event showable when their batches are gone', async () => {
    const { send, active } = world([atLeast('three', 3)]);
    for (const at of [0, 10, 20]) await send([{ at, kind: 'login', who: 'a', note: `n${at}` }]);
    const [finding] = active();
    expect(finding?.count).toBe(3);
    expect(JSON.stringify(finding?.evidence[0]?.fields)).toContain('n0');
    expect(JSON.stringify(finding?.evidence.at(-1)?.fields)).toContain('n20');
  });

  it('counts in sliding windows that include both their ends', async () => {
    const { send, active } = world([atLeast('three', 3)]);
    await send([0, 150, 301].map(at => ({ at, kind: 'login', who: 'a' })));
    expect(active()).toEqual([]);
    await send([{ at: 300, kind: 'login', who: 'a' }]);
    expect(active().map(finding => finding.count)).toEqual([4]);
  });

  it('counts identical lines as two events, and the same line twice delivered as one', async () => {
    const { send, active } = world([atLeast('two', 2)]);
    await send([{ at: 0, kind: 'login', who: 'a' }]);
    await send([{ at: 0, kind: 'login', who: 'a' }]);
    expect(active()).toEqual([]);
    await send(
      [
        { at: 5, kind: 'login', who: 'a' },
        { at: 5, kind: 'login', who: 'a' },
      ],
      { together: true },
    );
    expect(active().map(finding => finding.count)).toEqual([3]);
  });

  it('tells a strict order from any order, and equal times are no order', async () => {
    const { send, active } = world([rule('any', temporal('any')), rule('strict', temporal('strict'))]);
    await send([
      { at: 5, kind: 'transfer', who: 'a' },
      { at: 5, kind: 'dump', who: 'a' },
    ]);
    expect(active().map(finding => finding.rule)).toEqual(['any']);
    await send([{ at: 6, kind: 'transfer', who: 'a' }]);
    expect(active().map(finding => finding.rule)).toEqual(['any', 'strict']);
  });

  it('finds a window that spans two periods, whichever half comes first', async () => {
    const { send, active } = world([atLeast('three', 3)]);
    await send([
      { at: 3601, kind: 'login', who: 'a' },
      { at: 3602, kind: 'login', who: 'a' },
    ]);
    await send([{ at: 3599, kind: 'login', who: 'a' }]);
    expect(active().map(finding => [finding.count, finding.firstSeen])).toEqual([[3, '2026-01-15T12:59:59.000Z']]);
  });

  it('waits with what later events could undo, and says nothing early', async () => {
    const few = rule('few', { ...aggregate('login', 0), having: number('event_count', '<', 2) });
    const { send, active, sweep } = world([few]);
    await send([
      { at: 0, kind: 'login', who: 'a' },
      { at: 0, kind: 'login', who: 'b' },
    ]);
    await send([{ at: -1, kind: 'login', who: 'a' }], { arrival: 30 });
    await sweep(600);
    expect(active()).toEqual([]);
    await sweep(3600);
    expect(active().map(finding => [finding.entity.who, finding.count])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
  });

  it('says so where a sweep comes after the state has expired', async () => {
    const few = rule('few', { ...aggregate('login', 0), having: number('event_count', '<', 2) });
    const { send, sweep } = world([few]);
    await send([{ at: 0, kind: 'login', who: 'a' }]);
    expect(await sweep(5 * 86_400)).toMatchObject({ done: 0, expired: 1 });
  });

  it('retracts what a redriven event undoes after its window closed', async () => {
    const quiet = rule('quiet', {
      ...temporal('any'),
      having: { op: 'all', of: [is('dump', 'true'), { op: 'not', of: is('transfer', 'true') }] },
    });
    const { send, active, sweep, sink } = world([quiet]);
    await send([{ at: 0, kind: 'dump', who: 'a' }]);
    await sweep(3600);
    expect(active().length).toBe(1);
    await send([{ at: -5, kind: 'transfer', who: 'a' }], { arrival: 0, now: 4000 });
    expect(active()).toEqual([]);
    expect(sink.rows()[0]?.finding.state).toBe('retracted');
  });

  it('chains findings, and a retraction travels with them', async () => {
    const sequence = rule(
      'seq',
      {
        kind: 'sequence',
        steps: [
          { ...input('a'), missing: false, runs: 1 },
          { ...input('b'), missing: false, runs: 1 },
        ],
        until: input('stop'),
        maxSpan: 5 * minute,
      },
      { emits: false },
    );
    const outer = rule('outer', {
      kind: 'aggregate',
      inputs: [findingsOf('seq')],
      span: 10 * minute,
      measures: [{ name: 'event_count', function: 'count', of: [] }],
      having: number('event_count', '>=', 2),
      window: { kind: 'sliding' },
    });
    const { send, active, sink } = world([outer, sequence]);
    await send([
      { at: 0, kind: 'a', who: 'x' },
      { at: 10, kind: 'b', who: 'x' },
    ]);
    expect(active()).toEqual([]);
    await send([
      { at: 100, kind: 'a', who: 'x' },
      { at: 110, kind: 'b', who: 'x' },
    ]);
    expect(active().map(finding => [finding.rule, finding.count])).toEqual([['outer', 2]]);
    await send([{ at: 5, kind: 'stop', who: 'x' }], { arrival: 120 });
    expect(active()).toEqual([]);
    expect(sink.rows().map(row => row.finding.state)).toEqual(['retracted']);
  });

  it('does not correlate what comes too late, counts it, and says so', async () => {
    const { send, active } = world([single, atLeast('two', 2, 'bad')]);
    const { statistics } = await send(
      [
        { at: 0, kind: 'bad', who: 'a' },
        { at: 1, kind: 'bad', who: 'a' },
      ],
      { arrival: 5000 },
    );
    expect(active().map(finding => [finding.rule, finding.count, finding.capped])).toEqual([['single', 2, true]]);
    expect(active()[0]?.missing[0]).toContain('later than');
    expect(Object.values(statistics.sources)[0]).toMatchObject({ late: 2, maxLatenessMicros: 5000 * 1_000_000 });
  });

  it('fails exactly the records whose state could not be written, and loses nothing when they come again', async () => {
    const store = memoryStore();
    let isBroken = true;
    const flaky: StateStore = {
      ...store,
      add: async (bucket, hits, expiresAt) => {
        if (isBroken && bucket.key[0] === 'a') throw new Error('throttled');
        return store.add(bucket, hits, expiresAt);
      },
    };
    const { send, active } = world([single], flaky);
    const events = [
      { at: 0, kind: 'bad', who: 'a' },
      { at: 1, kind: 'bad', who: 'b' },
      { at: 2, kind: 'good', who: 'c' },
    ];
    const { outcomes } = await send(events);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'ok', 'ok']);
    expect(outcomes[0]).toMatchObject({ reason: expect.stringContaining('throttled') });
    isBroken = false;
    expect((await send(events)).outcomes.every(({ outcome }) => outcome === 'ok')).toBe(true);
    expect(active().map(finding => [finding.entity.who, finding.count])).toEqual([
      ['b', 1],
      ['a', 1],
    ]);
  });
});
