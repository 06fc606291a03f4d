import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings } from '../../lib/engine/index.ts';
import { memoryFindingSink } from '../../lib/finding/index.ts';
import { detect, detectPorts, prepareRuleset, sweep } from '../../lib/pipeline/index.ts';
import { hour, input, minute, rule } from './scenario.ts';

/** The nightly backup: from two o'clock in Berlin it has an hour. Summer time begins on 29 March 2026. */
const nightly = rule('backup', {
  kind: 'absence',
  expected: input('backup'),
  after: null,
  window: 'nightly',
  span: hour,
});

describe('what did not come in its calendar window', () => {
  it('is found once per window, never early, and only where the key was ever seen', async () => {
    const { send, sweepAt, due } = setUp();
    await send('2026-03-10T01:20:00Z', 'db-1');
    await sweepAt('2026-03-11T02:11:00Z');
    expect(due()).toEqual([]);
    await sweepAt('2026-03-11T02:15:00Z');
    expect(due()).toEqual(['2026-03-11T02:00:00.000Z']);
    await sweepAt('2026-03-11T12:00:00Z');
    expect(due()).toHaveLength(1);
  });

  it('is none where the event came, even if it arrived late', async () => {
    const { send, sweepAt, due } = setUp();
    await send('2026-03-10T01:20:00Z', 'db-1');
    await send('2026-03-11T01:59:00Z', 'db-1', 8 * minute);
    await sweepAt('2026-03-11T12:00:00Z');
    expect(due()).toEqual([]);
  });

  it('follows the wall clock into summer time', async () => {
    const { send, sweepAt, due } = setUp();
    await send('2026-03-28T01:20:00Z', 'db-1');
    await sweepAt('2026-03-30T12:00:00Z');
    expect(due()).toEqual(['2026-03-29T02:00:00.000Z', '2026-03-30T01:00:00.000Z']);
  });

  it('is no longer expected a week after the key was last seen', async () => {
    const { send, sweepAt, due } = setUp();
    await send('2026-03-01T01:20:00Z', 'db-1');
    for (let day = 2; day <= 20; day++) await sweepAt(`2026-03-${String(day).padStart(2, '0')}T12:00:00Z`);
    expect(due()).toHaveLength(7);
  });
});

function setUp() {
  const sink = memoryFindingSink([]);
  const settings = {
    ...emptySettings,
    windows: { nightly: { cron: '0 2 * * *', timeZone: 'Europe/Berlin', minutes: 60 } },
    latenessSeconds: { default: 600 },
  };
  const bundle = bundleRules([{ rule: nightly, staged: false }], settings);
  const ports = detectPorts({ state: memoryStore(), findings: sink, rules: prepareRuleset(bundle) });
  return {
    send: async (at: string, who: string, delay = 0) => {
      const text = JSON.stringify({ timestamp: at, kind: 'backup', who });
      const arrival = Date.parse(at) * 1000 + delay;
      const records = [{ recordId: 'r', data: '', bytes: Buffer.from(text), arrival }];
      await detect({ account: '1', region: 'r', records }, ports, arrival);
    },
    sweepAt: async (at: string) => {
      expect((await sweep(ports, Date.parse(at) * 1000, 100)).failed).toEqual([]);
    },
    due: () =>
      sink
        .rows()
        .filter(({ finding }) => finding.state === 'active')
        .map(({ finding }) => finding.firstSeen),
  };
}
