import { describe, expect, it } from 'vitest';
import { memoryStore, silenceDueAt, silenceId, slotMicros, slotOf } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings } from '../../lib/engine/index.ts';
import type { Micros } from '../../lib/event/index.ts';
import { memoryFindingSink } from '../../lib/finding/index.ts';
import type { FirehoseRecord } from '../../lib/ingest/index.ts';
import { detect, detectPorts, prepareRuleset, sweep } from '../../lib/pipeline/index.ts';
import { recentlyUsed } from '../../lib/pipeline/recently-used.ts';
import { noLuck, unlucky } from '../convergence/chaos.ts';
import { type Random, seeded } from '../convergence/random.ts';
import { lanes, mergings } from './interleavings.ts';
import { hour, minute, noon, second } from './scenario.ts';

const after = hour;
const group = '/aws/rds/instance/orders/audit';

describe('a source that was seen and falls silent', () => {
  it('is a finding, never before its time, about the feed that fell silent', async () => {
    const { send, sweepAt, findings } = setUp();
    await send(noon, 'db');
    const due = silenceDueAt(slotOf(noon), after);
    expect(due - noon).toBeGreaterThanOrEqual(after + 15 * minute);
    await sweepAt(due - 1);
    expect(findings()).toEqual([]);
    await sweepAt(due);
    expect(findings()).toMatchObject([
      {
        rule: 'weir.silent-source',
        state: 'active',
        title: 'Source json fell silent',
        account: '444455556666',
        region: 'eu-central-1',
        entity: { source: 'json', account: '444455556666', 'log.group': group },
        sources: ['json'],
      },
    ]);
  });

  it('is none where it goes on speaking, and each of its log groups counts by itself', async () => {
    const { send, sweepAt, findings } = setUp();
    for (let step = 0; step < 12; step++) {
      await send(noon + step * 20 * minute, 'db');
      if (step < 3) await send(noon + step * 20 * minute, 'other', '/other');
      await sweepAt(noon + step * 20 * minute);
    }
    expect(findings().map(({ entity, state }) => [entity['log.group'], state])).toEqual([['/other', 'active']]);
  });

  it('is retracted when it speaks again, and is a new finding when it falls silent again', async () => {
    const { send, sweepAt, findings } = setUp();
    await send(noon, 'db');
    await sweepAt(noon + 3 * hour);
    await send(noon + 4 * hour, 'db');
    expect(findings().map(({ state }) => state)).toEqual(['retracted']);
    await sweepAt(noon + 8 * hour);
    expect(findings().map(({ state }) => state)).toEqual(['retracted', 'active']);
    expect(new Set(findings().map(({ id }) => id)).size).toBe(2);
  });

  it('that had been heard in time, but in a record that was redriven later, was not silent', async () => {
    const { send, sweepAt, findings } = setUp();
    await send(noon, 'db');
    await sweepAt(noon + 3 * hour);
    await send(noon + 30 * minute, 'db', group, noon + 26 * hour);
    await sweepAt(noon + 26 * hour);
    expect(findings().map(({ state }) => state)).toEqual(['retracted', 'active']);
  });

  it('is nothing where nobody asked: another source, none at all, or left out by 0', async () => {
    const settings: readonly Record<string, number>[] = [{}, { falco: 3600 }, { default: 3600, json: 0 }];
    for (const silentAfterSeconds of settings) {
      const { send, sweepAt, findings } = setUp(silentAfterSeconds);
      await send(noon, 'db');
      await sweepAt(noon + 9 * hour);
      expect(findings()).toEqual([]);
    }
  });

  it('gets more time by a deploy, also where it is waited for already', async () => {
    const { send, state } = setUp();
    await send(noon, 'db');
    const patient = setUp({ default: 7200 }, state);
    await patient.sweepAt(silenceDueAt(slotOf(noon), after));
    expect(patient.findings()).toEqual([]);
    await patient.sweepAt(silenceDueAt(slotOf(noon), 2 * hour));
    expect(patient.findings()).toHaveLength(1);
  });

  it('is not kept awake by canaries', async () => {
    const { send, sweepAt, findings } = setUp();
    await send(noon, 'db');
    await send(noon + hour, 'canary', group, noon + hour, { weir: { canary: 'c-1', step: 'first' } });
    await sweepAt(noon + 2 * hour);
    expect(findings()).toHaveLength(1);
  });

  it('costs a container one write in five minutes, however much arrives', async () => {
    const { send, added } = setUp();
    for (let step = 0; step < 50; step++) await send(noon + step * second, 'db');
    expect(added()).toBe(1);
    await send(noon + slotMicros, 'db');
    expect(added()).toBe(2);
  });
});

describe('whatever the order, the repetitions, the batches and the deaths', () => {
  it('the last silence alone is active, and every earlier one that was found is retracted', async () => {
    for (let seed = 1; seed <= 150; seed++) {
      const random = seeded(seed);
      const { ids, last, end } = await runSchedule(random);
      const active = ids.filter(({ state }) => state === 'active').map(({ id }) => id);
      const due = silenceDueAt(last, after);
      expect({ seed, active }).toEqual({ seed, active: due <= end ? [silenceId(feed, last)] : [] });
    }
  });
});

describe('a sweep that meets the source speaking again', () => {
  it('leaves nothing active, in whatever order their calls reach the store', async () => {
    const left: string[] = [];
    for (const order of mergings(7, 4)) {
      const state = memoryStore();
      const sink = memoryFindingSink([]);
      const { gate, run } = lanes();
      const portsOf = (lane: number) =>
        detectPorts({
          state: gate(state, lane),
          findings: gate(sink, lane),
          rules: { ...hourly, told: recentlyUsed<true>(100) },
        });
      const alone = detectPorts({ state, findings: sink, rules: { ...hourly, told: recentlyUsed<true>(100) } });
      await detect(batchOf(noon, 'db', group), alone, noon);
      const later = noon + 3 * hour;
      await run(
        [() => sweep(portsOf(0), later, 100), () => detect(batchOf(later, 'db', group), portsOf(1), later)],
        order,
      );
      if (sink.rows().some(({ finding }) => finding.state === 'active')) left.push(order.join(''));
    }
    expect(left).toEqual([]);
  });
});

const hourly = prepareRuleset(bundleRules([], { ...emptySettings, silentAfterSeconds: { default: 3600 } }));
const feed = { source: 'json', account: '444455556666', region: 'eu-central-1', logGroup: group };

/** Arrivals over a day, delivered shuffled and partly twice to unlucky detectors, with unlucky sweeps in between. */
async function runSchedule(random: Random) {
  const state = memoryStore();
  const sink = memoryFindingSink([]);
  const portsFor = (failing: number, killing: number) => {
    const luck = { ...noLuck(random), failing, killing };
    // Each is a container of its own.
    const rules = { ...hourly, told: recentlyUsed<true>(100) };
    return detectPorts({ state: unlucky(state, () => luck), findings: unlucky(sink, () => luck), rules });
  };
  const arrivals = Array.from({ length: 1 + random.below(6) }, () => noon + random.below(12 * 60) * minute);
  const waiting = random.shuffle([...arrivals, ...arrivals.filter(() => random.chance(0.3))]);
  const latest = Math.max(...arrivals);
  let clock = latest;
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 1 + random.below(2));
    const isUnlucky = random.chance(0.4);
    const [failing, killing] = isUnlucky ? [0.1, 0.05] : [0, 0];
    await Promise.all([
      ...batch.map(async arrival => {
        const { outcomes } = await detect(batchOf(arrival, 'db', group), portsFor(failing, killing), clock);
        if (outcomes[0]?.outcome === 'failed') waiting.push(arrival);
      }),
      sweep(portsFor(failing, killing), clock, 100).catch(() => 0),
    ]);
    clock += random.below(60) * minute;
  }
  await sweep(portsFor(0, 0), clock, 1000);
  const ids = sink.rows().map(({ finding: { id, state } }) => ({ id, state }));
  return { ids, last: slotOf(latest), end: clock };
}

function setUp(silentAfterSeconds: Readonly<Record<string, number>> = { default: 3600 }, state = memoryStore()) {
  const sink = memoryFindingSink([]);
  let adds = 0;
  const counting = {
    ...state,
    add: (...call: Parameters<typeof state.add>) => {
      adds++;
      return state.add(...call);
    },
  };
  const rules = prepareRuleset(bundleRules([], { ...emptySettings, silentAfterSeconds }));
  const ports = detectPorts({ state: counting, findings: sink, rules });
  return {
    state,
    added: () => adds,
    send: async (arrival: Micros, who: string, logGroup = group, now = arrival, more = {}) => {
      const { outcomes } = await detect(batchOf(arrival, who, logGroup, more), ports, now);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['ok']);
    },
    sweepAt: async (now: Micros) => expect((await sweep(ports, now, 1000)).failed).toEqual([]),
    findings: () => sink.rows().map(({ finding }) => finding),
  };
}

/** One JSON log as CloudWatch Logs of a member account sends it. */
function batchOf(arrival: Micros, who: string, logGroup: string, more: object = {}) {
  const message = JSON.stringify({ who, at: arrival, ...more });
  const payload = {
    messageType: 'DATA_MESSAGE',
    owner: '444455556666',
    logGroup,
    logStream: 's',
    logEvents: [{ id: String(arrival), timestamp: Math.floor(arrival / 1000), message }],
  };
  const bytes = Buffer.from(JSON.stringify(payload));
  const record: FirehoseRecord = { recordId: `${arrival}`, bytes, data: '', arrival };
  return { account: '123456789012', region: 'eu-central-1', records: [record] };
}
