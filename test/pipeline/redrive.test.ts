import { describe, expect, it } from 'vitest';
import { memoryStore, type StateStore } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings } from '../../lib/engine/index.ts';
import { memoryFindingSink } from '../../lib/finding/index.ts';
import { detectPorts, type ObjectStore, prepareRuleset, redrive } from '../../lib/pipeline/index.ts';
import { hour, input, is, noon, rule } from './scenario.ts';

const key = 'failed/plain/processing-failed/2026/01/15/12/object';
const request = { key, account: '1', region: 'r', quarantinePrefix: 'quarantine/' };
const bad = JSON.stringify({ timestamp: '2026-01-15T12:00:00Z', kind: 'bad', who: 'a' });

describe('redrive takes failed records through detection again', () => {
  it('evaluates what failed, with the arrival that it had', async () => {
    const { objects, run, findings } = setUp([failedLine(bad)]);
    expect(await run(1, noon + 48 * hour)).toMatchObject({ evaluated: 1, again: 0, quarantined: 0 });
    expect(findings()).toEqual([['bad', 1, []]]);
    expect([...objects.keys()]).toEqual([key]);
  });

  it('asks for another attempt while the state fails, and loses nothing', async () => {
    const { run, findings, repair } = setUp([failedLine(bad)], true);
    expect(await run(1)).toMatchObject({ evaluated: 0, again: 1, quarantined: 0 });
    repair();
    expect(await run(2)).toMatchObject({ evaluated: 1, again: 0 });
    expect(findings()).toEqual([['bad', 1, []]]);
  });

  it('parks what fails three times, with its reason, where it starts nothing', async () => {
    const { objects, run } = setUp([failedLine(bad)], true);
    for (const attempt of [1, 2]) expect((await run(attempt)).quarantined).toBe(0);
    expect(await run(3)).toMatchObject({ again: 0, quarantined: 1 });
    const parked = JSON.parse(text(objects.get(`quarantine/${key}`)));
    expect(parked).toMatchObject({ reason: expect.stringContaining('throttled'), redrives: 3 });
    expect(Buffer.from(parked.rawData, 'base64').toString()).toBe(bad);
  });

  it('parks at once what can never be decoded, beside what can', async () => {
    const gzipBomb = Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]);
    const { objects, run, findings } = setUp([failedLine(bad), failedLine(gzipBomb), '{"no":"record"}', '{"cut']);
    expect(await run(1)).toMatchObject({ evaluated: 1, again: 0, quarantined: 3 });
    expect(findings()).toEqual([['bad', 1, []]]);
    expect(
      text(objects.get(`quarantine/${key}`))
        .trim()
        .split('\n'),
    ).toHaveLength(3);
  });

  it('can be run by hand on what was parked', async () => {
    const { run, repair, findings } = setUp([failedLine(bad)], true);
    await run(3);
    repair();
    expect(await run(1, noon, `quarantine/${key}`)).toMatchObject({ evaluated: 1, quarantined: 0 });
    expect(findings()).toEqual([['bad', 1, []]]);
  });

  it('says which object is not there', async () => {
    const { run } = setUp([]);
    await expect(run(1, noon, 'failed/gone')).rejects.toThrow('failed/gone');
  });
});

function setUp(lines: readonly string[], isBroken = false) {
  const store = memoryStore();
  let broken = isBroken;
  const state: StateStore = {
    ...store,
    add: async (...call) => {
      if (broken) throw new Error('throttled');
      await store.add(...call);
    },
  };
  const sink = memoryFindingSink([]);
  const suppression = { kind: 'period', by: input('bad').key, period: hour } as const;
  const bad = rule('bad', { kind: 'single', events: [{ route: [], where: is('kind', 'bad') }] }, { suppression });
  const ports = detectPorts({
    state,
    findings: sink,
    rules: prepareRuleset(bundleRules([{ rule: bad, staged: false }], emptySettings)),
  });
  const objects = new Map([[key, new Uint8Array(Buffer.from(lines.join('\n')))]]);
  const objectStore: ObjectStore = {
    get: async wanted => objects.get(wanted) ?? null,
    put: async (to, bytes) => void objects.set(to, new Uint8Array(bytes)),
  };
  return {
    objects,
    repair: () => {
      broken = false;
    },
    run: (attempt: number, now = noon, wanted = key) =>
      redrive({ ...request, key: wanted, attempt }, objectStore, ports, now),
    findings: () => sink.rows().map(({ finding }) => [finding.rule, finding.count, finding.missing]),
  };
}

function failedLine(raw: string | Uint8Array): string {
  return JSON.stringify({
    attemptsMade: 4,
    arrivalTimestamp: noon / 1000,
    errorCode: 'Lambda.FunctionError',
    errorMessage: 'm',
    attemptEndingTimestamp: noon / 1000,
    rawData: Buffer.from(raw).toString('base64'),
    lambdaArn: 'arn',
  });
}

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString();
}
