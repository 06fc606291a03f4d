import { describe, expect, it } from 'vitest';
import { memoryStore, type StateStore } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings } from '../../lib/engine/index.ts';
import { memoryFindingSink } from '../../lib/finding/index.ts';
import { detect, detectPorts, prepareRuleset, readBaseline, tellBaseline } from '../../lib/pipeline/index.ts';
import { input, noon, rule } from './scenario.ts';

const day = 86_400_000_000;
const id = 'new-program';

describe('a baseline of terms, by days of event time', () => {
  it('finds a term once per day until the freeze has passed, then knows it', async () => {
    const { see, found } = setUp({ history: 5, freeze: 2 });
    for (let at = 0; at <= 5; at++) await see(at);
    expect(found()).toEqual([0, 1, 2, 3]);
  });

  it('learns in silence while it learns', async () => {
    const { see, found } = setUp({ history: 5, freeze: 2, learning: 3, since: '2026-01-15' });
    for (const at of [0, 1, 2, 4]) await see(at, 'usual');
    await see(4, 'unusual');
    expect(found()).toEqual([4]);
  });

  it('forgets what was not seen for the length of its history', async () => {
    const { see, found } = setUp({ history: 2, freeze: 0 });
    for (const at of [0, 1, 2, 5]) await see(at);
    expect(found()).toEqual([0, 5]);
  });

  it('retracts a novelty that an older event, coming later, makes none', async () => {
    const { see, found } = setUp({ history: 5, freeze: 0 });
    await see(1);
    expect(found()).toEqual([1]);
    await see(0, 'psql', 1);
    expect(found()).toEqual([0]);
  });

  it('takes an operator at his word, whenever he says it', async () => {
    const { see, found, ports, term } = setUp({ history: 5, freeze: 2 });
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

  it('asks the state once for a term that is known, however often it comes on that day', async () => {
    const { see, calls } = setUp({ history: 5, freeze: 0 });
    await see(0);
    await see(1);
    const before = calls();
    for (let again = 0; again < 10; again++) await see(1, 'psql', 1, 60 + again);
    expect(calls()).toBe(before);
  });

  it('says of which rules it has no baseline', async () => {
    const { ports } = setUp({ history: 5, freeze: 2 });
    await expect(tellBaseline('accept', { rule: 'other', key: [] }, noon, ports, noon)).rejects.toThrow(
      'no rule other',
    );
  });
});

function setUp(options: { history: number; freeze: number; learning?: number; since?: string }) {
  const { history, freeze, learning = 0, since = '' } = options;
  const store = memoryStore();
  let calls = 0;
  const state: StateStore = {
    ...store,
    add: async (...call) => {
      calls++;
      await store.add(...call);
    },
    read: async (...call) => {
      calls++;
      return store.read(...call);
    },
  };
  const sink = memoryFindingSink([]);
  const detection = {
    kind: 'first-seen',
    input: input('exec', ['program']),
    historyDays: history,
    learningDays: learning,
    freezeDays: freeze,
  } as const;
  const settings = { ...emptySettings, latenessSeconds: { default: 2 * 86_400 }, baselinesSince: since };
  const bundle = bundleRules([{ rule: rule(id, detection), staged: false }], settings);
  const ports = detectPorts({ state, findings: sink, rules: prepareRuleset(bundle) });
  return {
    ports,
    term: { rule: id, key: ['deploy', 'psql'] },
    calls: () => calls,
    see: async (at: number, program = 'psql', arrivalDay = at, seconds = 0) => {
      const time = noon + at * day + seconds * 1_000_000;
      const text = JSON.stringify({
        timestamp: new Date(time / 1000).toISOString(),
        kind: 'exec',
        who: 'deploy',
        program,
      });
      const arrival = noon + arrivalDay * day + seconds * 1_000_000;
      const records = [{ recordId: 'r', data: '', bytes: Buffer.from(text), arrival }];
      await detect({ account: '1', region: 'r', records }, ports, arrival);
    },
    found: () =>
      sink
        .rows()
        .filter(({ finding }) => finding.state === 'active')
        .map(({ finding }) => (Date.parse(finding.firstSeen) * 1000 - noon) / day),
  };
}
